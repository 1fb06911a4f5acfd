// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/written_words.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "indexer/index/archive_writer.h"
#include "server/query/parser.h"
#include "server/search/archive.h"
#include "tests/server/archive_fixture.h"
#include "tests/support/spooling.h"
#include "tests/support/temporary_directory.h"

namespace backfile {
namespace {

Article of_the_lantern(const std::string& id, const std::string& text) {
  Article article;
  article.id = id;
  article.title = "Headline";
  article.text = text;
  article.language = "en";
  article.source = {"lantern.example", "", ""};
  return article;
}

std::vector<std::string> found(const Archive& archive, const std::string& q) {
  auto query = parse_query(q);
  REQUIRE(query);
  SearchRequest request;
  request.query = std::move(*query);
  request.sort = SortOrder::Oldest;
  const auto result = archive.search(request);
  REQUIRE(result);
  std::vector<std::string> ids;
  for (const Hit& hit : result->hits) ids.push_back(hit.article.id);
  return ids;
}

}  // namespace

TEST_CASE("words are found as they are written also where recurring lines are left out") {
  const std::string notice = "Sign up for the Storm letter and win a Ferry.";
  const TemporaryDirectory place;
  const std::string directory = place.path() + "/archive";
  auto writer = ArchiveWriter::open(directory, {2});
  REQUIRE(writer);
  auto spool = writer->new_spool();
  REQUIRE(spool);
  const std::vector<std::string> texts = {
      notice + "\nA storm hit the pier.", "The Storm hit it again.\n" + notice,
      "It rained.\n" + notice + "\nThe ferry waited for the Storm.",
      "Win a Ferry.\n\n" + notice + "\nIt rained.", "The storm is over. The Ferry sails."};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    REQUIRE(add_to(&*spool, of_the_lantern(std::string(1, static_cast<char>('a' + i)), texts[i])));
  }
  REQUIRE(writer->publish(&*spool, false));
  const auto archive = Archive::open(directory, {});
  REQUIRE(archive);
  using Ids = std::vector<std::string>;
  CHECK(found(**archive, "letter").empty());
  CHECK(found(**archive, "storm").size() == 4);
  CHECK(found(**archive, "==storm") == Ids{"a", "e"});
  CHECK(found(**archive, "==Storm") == Ids{"b", "c"});
  CHECK(found(**archive, "==Ferry") == Ids{"d", "e"});
  CHECK(found(**archive, "==ferry") == Ids{"c"});
  CHECK(found(**archive, "==\"Win a\"") == Ids{"d"});
  CHECK(found(**archive, "==\"win a\"").empty());
  CHECK(found(**archive, "==\"the Storm\" W/6 ferry") == Ids{"c"});
}

TEST_CASE("a word as it is written ends where any other word does") {
  const std::vector<std::pair<std::string, bool>> texts = {
      {"The “Storm” hit.", true},
      {"Storm’s end", true},
      {"storm\nStorm", true},
      {"STORM—Storm", true},
      {"été…Storm東京", true},
      {"storm xStorm Stormy Stormé éStorm", false},
      {"storm Storm\u0301", false},
      {"storm Sto\u00adrm", false},
      {"storm https://lantern.example/Storms", false},
  };
  ArchiveFixture fixture;
  std::vector<Article> articles;
  std::vector<std::string> expected;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string id(1, static_cast<char>('a' + i));
    articles.push_back(of_the_lantern(id, texts[i].first));
    articles.back().url = "https://lantern.example/Storm";
    if (texts[i].second) expected.push_back(id);
  }
  fixture.publish(articles);
  const auto archive = Archive::open(fixture.directory(), {});
  REQUIRE(archive);
  CHECK(found(**archive, "storm").size() == texts.size());
  CHECK(found(**archive, "==Storm") == expected);
}

}  // namespace backfile
