// SPDX-License-Identifier: GPL-3.0-or-later
// Queries of chance, made of the words and values of articles as they are read from files, against
// a searcher that looks at every article: the sample, or the records in the file that
// BACKFILE_TEST_ARTICLES names (as `backfile-index extract` prints them). BACKFILE_TEST_TREES says
// how many queries, BACKFILE_TEST_MOST_ARTICLES of how many articles.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "server/query/parser.h"
#include "server/search/archive.h"
#include "tests/server/archive_fixture.h"
#include "tests/server/query_writer.h"
#include "tests/server/random_corpus.h"
#include "tests/server/search_model.h"

namespace backfile {

TEST_CASE("queries of chance over real articles find what a look at each article finds") {
  const std::vector<Article> articles = read_test_articles();
  ArchiveFixture fixture;
  const std::size_t half = articles.size() / 2;
  const auto middle = articles.begin() + static_cast<std::ptrdiff_t>(half);
  fixture.publish({articles.begin(), middle});
  fixture.publish({middle, articles.end()});
  const SearchModel model(fixture.stored());
  ArchiveOptions options;
  options.deadline = std::chrono::minutes(1);
  const auto archive = Archive::open(fixture.directory(), options);
  REQUIRE_MESSAGE(archive, archive.error().message);

  const std::uint64_t seed = test_seed();
  MESSAGE("seed " << seed << ", " << articles.size() << " articles");
  Random random(seed);
  QueryWriter writer(articles, &random);
  const std::size_t wanted = test_setting("BACKFILE_TEST_TREES", 4'000);
  std::size_t read = 0;
  std::size_t with_hits = 0;
  for (std::size_t i = 0; read < wanted; ++i) {
    REQUIRE(i < 4 * wanted);
    const std::string text = writer.write(2);
    const Result<Query> query = parse_query(text);
    INFO("query " << i << " of seed " << seed << ": " << text);
    if (!query) {
      // Some go over a limit, or have a word that is one of our operators.
      CHECK(query.error().code == ErrorCode::InvalidArgument);
      continue;
    }
    SearchRequest request;
    request.query = *query;
    request.page_size = static_cast<std::uint32_t>(articles.size());
    request.snippets = 0;
    const Result<SearchResult> result = (*archive)->search(request);
    if (!result) {
      CHECK(result.error().code == ErrorCode::InvalidArgument);
      CHECK(result.error().message.find("stands for more than") != std::string::npos);
      CHECK(result.error().detail.position.has_value());
      CHECK_FALSE(result.error().detail.expected.empty());
      continue;
    }
    ++read;
    std::vector<std::string> found;
    for (const Hit& hit : result->hits) found.push_back(hit.article.id);
    std::vector<std::string> expected = model.matches(request);
    std::ranges::sort(found);
    std::ranges::sort(expected);
    CHECK(found == expected);
    CHECK(result->total == expected.size());
    if (!expected.empty()) ++with_hits;
  }
  MESSAGE(with_hits << " of " << read << " queries found something");
  CHECK(with_hits > read / 4);
}

}  // namespace backfile
