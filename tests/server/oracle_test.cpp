// SPDX-License-Identifier: GPL-3.0-or-later
// Queries of chance, made of the words and values of articles as they are read from files, against
// a searcher that looks at every article: the sample, or the records in the file that
// BACKFILE_TEST_ARTICLES names (as `backfile-index extract` prints them). BACKFILE_TEST_TREES says
// how many queries, BACKFILE_TEST_MOST_ARTICLES of how many articles.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/article_json.h"
#include "common/date.h"
#include "common/index/values.h"
#include "common/index/words.h"
#include "server/query/ast.h"
#include "server/query/parser.h"
#include "server/search/archive.h"
#include "tests/server/archive_fixture.h"
#include "tests/server/random_corpus.h"
#include "tests/server/search_model.h"

namespace backfile {
namespace {

std::size_t setting(const char* name, std::size_t otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

std::vector<Article> read_articles() {
  const char* const given = std::getenv("BACKFILE_TEST_ARTICLES");
  std::ifstream lines(given == nullptr ? BACKFILE_TEST_RECORDS : given);
  const std::size_t most = setting("BACKFILE_TEST_MOST_ARTICLES", 1'000);
  std::vector<Article> articles;
  std::set<std::string> ids;
  for (std::string line; articles.size() < most && std::getline(lines, line);) {
    Result<Article> article = from_json_line(line);
    REQUIRE_MESSAGE(article, article.error().message);
    if (ids.insert(article->id).second) articles.push_back(*std::move(article));
  }
  REQUIRE(articles.size() > 50);
  return articles;
}

// Queries as people might write them.
class QueryWriter {
 public:
  QueryWriter(const std::vector<Article>& articles, Random* random)
      : articles_(articles), random_(*random) {}

  std::string write(std::size_t depth) {
    switch (depth == 0 ? below(4) : below(9)) {
      case 0:
      case 1: return places(1 + below(3));
      case 2: return leaf();
      case 3: return value();
      case 4: return "ATLEAST" + std::to_string(1 + below(4)) + '(' + places(2) + ')';
      case 5: return "NOT (" + write(depth - 1) + ')';
      case 6: return '(' + write(depth - 1) + ") AND (" + write(depth - 1) + ')';
      case 7: return '(' + write(depth - 1) + ") OR (" + write(depth - 1) + ')';
      default: return '(' + write(depth - 1) + ") NOT (" + write(depth - 1) + ')';
    }
  }

 private:
  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }
  const Article& article() { return articles_[below(articles_.size())]; }

  // Words of an article as they stand there, side by side.
  std::vector<std::string> words(std::size_t count) {
    for (;;) {
      const Article& from = article();
      const std::string& text = below(4) == 0 || from.text.empty() ? from.title : from.text;
      std::vector<std::string> all;
      for_each_word(text, [&](const Word& word) {
        all.push_back(text.substr(word.begin, word.end - word.begin));
      });
      if (all.size() < count) continue;
      const auto first = all.begin() + static_cast<std::ptrdiff_t>(below(all.size() - count + 1));
      return {first, first + static_cast<std::ptrdiff_t>(count)};
    }
  }

  std::string leaf() {
    constexpr std::array<std::string_view, 6> kFields = {"", "", "", "title:", "text:", "lead:"};
    const std::string field(kFields[below(kFields.size())]);
    const std::string word = words(1).front();
    switch (below(10)) {
      case 0: return field + '"' + joined(words(2)) + '"';
      case 1: return field + '"' + joined(words(3)) + '"';
      case 2: return field + '"' + word + '"';
      case 3: return field + "==\"" + word + '"';
      case 4: return field + "==\"" + joined(words(2)) + '"';
      case 5:
        return word.size() > 3 ? field + word.substr(0, 3 + below(word.size() - 3)) + '*' : word;
      case 6: return field + with_gap(word);
      case 7: return word.size() > 5 ? field + word + "~1" : word;
      default: return field + word;
    }
  }

  std::string with_gap(std::string word) {
    if (word.size() < 4) return word;
    word[2 + below(word.size() - 2)] = below(2) == 0 ? '?' : '*';
    return word;
  }

  static std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
  }

  // Often words that do stand near each other.
  std::string places(std::size_t depth) {
    if (depth == 0) return leaf();
    const std::string sign = near_sign();
    if (below(3) == 0) {
      const std::vector<std::string> near = words(2 + below(4));
      return '"' + near.front() + "\" " + sign + " \"" + near.back() + '"';
    }
    if (below(4) == 0) return '(' + places(depth - 1) + ") OR (" + places(depth - 1) + ')';
    return '(' + places(depth - 1) + ") " + sign + " (" + places(depth - 1) + ')';
  }

  std::string near_sign() {
    constexpr std::array<std::string_view, 7> kSigns = {"W/",  "W/",      "PRE/", "NOT W/",
                                                        "W/S", "NOT W/S", "W/P"};
    const std::string sign(kSigns[below(kSigns.size())]);
    return sign.ends_with('/') ? sign + std::to_string(1 + below(20)) : sign;
  }

  std::string value() {
    const Article& from = article();
    switch (below(6)) {
      case 0: return "id:\"" + from.id + '"';
      case 1: return from.url.empty() ? leaf() : "url:\"" + from.url + '"';
      case 2:
        return "words:" + std::to_string(below(from.words + 1)) + ".." +
               std::to_string(from.words + below(200));
      case 3: return "words:>" + std::to_string(from.words);
      case 4: {
        if (!from.published) return leaf();
        const std::string day = to_iso(*from.published).substr(0, 4 + 3 * below(3));
        return "date:" + day + (below(2) == 0 ? "" : "..");
      }
      default: return keyword(from);
    }
  }

  std::string keyword(const Article& from) {
    const Field& row = kFields[below(kFields.size())];
    const std::vector<KeywordValue> values = keyword_values(from, row.id);
    if (values.empty() || values.front().value.find('"') != std::string::npos) return leaf();
    return std::string(row.name) + ":\"" + values.front().value + '"';
  }

  const std::vector<Article>& articles_;
  Random& random_;
};

}  // namespace

TEST_CASE("queries of chance over real articles find what a look at each article finds") {
  const std::vector<Article> articles = read_articles();
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
  const std::size_t wanted = setting("BACKFILE_TEST_TREES", 4'000);
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
    request.snippets = false;
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
