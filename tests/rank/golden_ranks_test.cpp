// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "server/query/parser.h"
#include "server/search/archive.h"
#include "tests/server/archive_fixture.h"

namespace backfile {
namespace {

// Invented articles of one week in a harbour town.
std::vector<Article> articles() {
  std::vector<Article> list = {
      make_article("sinking", "Night ferry sinks off Kell Point",
                   "The night ferry to Arn sank off Kell Point on Friday. All 214 people on board "
                   "were rescued by fishing boats. The captain said the ferry had struck a rock."),
      make_article(
          "inquiry", "Inquiry into ferry disaster opens",
          "An inquiry into the loss of the night ferry opened in Kell on Monday. The "
          "captain is the first of 40 witnesses. Which of the charts he used is not known."),
      make_article(
          "budget", "Town council passes budget",
          "The town council of Kell passed its budget after a night of talks. It has money "
          "for the harbour, the school and the ferry, which the town council owns, and for the "
          "roads which the council has put off for years. The council will meet again in May."),
      make_article(
          "harbour", "Harbour to be dredged",
          "The harbour of Kell will be dredged in spring. Larger boats can then enter it."),
      make_article("festival", "Herring festival draws crowds",
                   "Crowds came to Kell for the herring festival. The boats in the harbour were "
                   "dressed with flags, and the ferry ran until late at night."),
      make_article("storm", "Storm closes harbour",
                   "A storm closed the harbour for two days. Ferries stayed in port and fishing "
                   "boats doubled their ropes."),
      make_article("school", "School wins chess prize",
                   "Which school has the best chess players? Kell has, the judges said."),
      make_article("fishing", "Fishing boats strike",
                   "Fishermen went on strike over quotas. Their boats blocked the harbour, and the "
                   "captain of one was fined."),
  };
  for (Article& article : list) article.language = "en";
  return list;
}

// Ids with blanks between.
std::string first_three(const Archive& archive, const std::string& text) {
  const Result<Query> query = parse_query(text);
  REQUIRE_MESSAGE(query, query.error().message);
  SearchRequest request;
  request.query = *query;
  request.page_size = 3;
  const Result<SearchResult> result = archive.search(request);
  REQUIRE_MESSAGE(result, result.error().message);
  std::string ids;
  for (const Hit& hit : result->hits) ids += (ids.empty() ? "" : " ") + hit.article.id;
  return ids;
}

TEST_CASE("the first three articles are those that people put first") {
  ArchiveFixture fixture;
  fixture.publish(articles());
  const auto archive = Archive::open(fixture.directory(), ArchiveOptions());
  REQUIRE_MESSAGE(archive, archive.error().message);
  struct Row {
    std::string query;
    std::string first;  // Or fewer than three, where the others are as good.
  };
  const std::vector<Row> rows = {
      // A word of the title before the same word in a text.
      {"harbour", "harbour storm fishing"},
      {"strike", "fishing"},
      {"ferry", "sinking inquiry storm"},
      // Rare words before small ones.
      {"which OR has OR the OR captain OR inquiry", "inquiry"},
      {"what OR has OR the OR council OR said OR of OR dredging", "budget harbour"},
      // More of the words before fewer.
      {"night OR ferry OR captain", "sinking inquiry"},
      {"fishing OR boats OR strike", "fishing storm sinking"},
      // Phrases, places, wildcards.
      {"\"night ferry\"", "sinking inquiry"},
      {"captain W/S (ferry OR boats)", "sinking fishing"},
      {"dredg* OR herring", "harbour festival"},
      {"LEAD(harbour) storm", "storm"},
      {"ATLEAST3(council)", "budget"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.query);
    CHECK(first_three(**archive, row.query).starts_with(row.first));
  }
}

}  // namespace
}  // namespace backfile
