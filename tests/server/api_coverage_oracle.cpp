// SPDX-License-Identifier: GPL-3.0-or-later
// What the archive holds of each source, and what has changed.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "common/text.h"
#include "server/render/names.h"
#include "server/render/target.h"
#include "tests/server/api_oracle.h"
#include "tests/server/coverage_model.h"

namespace backfile {
namespace {

constexpr std::int64_t kDay = 86'400;

}  // namespace

void Asker::ask_coverage() {
  ApiQuestion question{.path = "/api/v1/coverage"};
  const auto interval = static_cast<Interval>(4 + writer_.below(4));
  question.add("interval", to_string(interval));
  writer_.add_number(&question, "page_size", 1, 5);
  INFO(question.target());
  std::optional<Json> json = answer(question);
  std::map<std::string, ModelCoverage> expected = model_coverage(oracle_.live(), interval);
  CHECK(json->at("total") == expected.size());
  std::uint64_t before = oracle_.live().size();
  for (;;) {
    for (const Json& source : json->at("sources")) {
      const std::string id = source.at("id");
      CAPTURE(id);
      const auto found = expected.find(fold(id));
      REQUIRE(found != expected.end());
      const ModelCoverage& model = found->second;
      CHECK(source.at("articles") == model.articles);
      CHECK(source.at("articles") <= before);
      before = source.at("articles");
      CHECK(source.at("undated") == model.undated);
      CHECK(source.at("undated_share") ==
            static_cast<double>(model.undated) / static_cast<double>(model.articles));
      std::string gaps;
      for (const Json& gap : source.at("gaps")) {
        gaps += gap.at("from").get<std::string>() + "/" + gap.at("to").get<std::string>() + " ";
        CHECK(gap.at("days").get<std::int64_t>() ==
              (clock_of(gap.at("to")) - clock_of(gap.at("from"))) / kDay + 1);
      }
      CHECK(gaps == model.gaps);
      std::string cells;
      for (const Json& cell : source.at("buckets")) {
        cells += cell.at("start").get<std::string>() + "=" +
                 std::to_string(cell.at("articles").get<std::uint64_t>()) +
                 cell.at("coverage").get<std::string>() + " ";
      }
      CHECK(cells == model.cells);
      CHECK(source.value("first", "") == model.first);
      CHECK(source.value("last", "") == model.last);
      const Json alone = oracle_.json("/api/v1/sources/" + percent_encode(id));
      CHECK(alone.at("source").at("gaps") == source.at("gaps"));
      expected.erase(found);
    }
    if (!json->at("links").contains("next")) break;
    json = oracle_.json(json->at("links").at("next"));
  }
  CHECK(expected.empty());
}

void Asker::ask_changes() {
  const std::uint64_t since = writer_.below(oracle_.manifest().revision + 1);
  std::string target = "/api/v1/changes?since=" + std::to_string(since) +
                       "&page_size=" + std::to_string(1 + writer_.below(90));
  INFO(target);
  std::vector<std::string> changed;
  std::uint64_t revision = since;
  while (!target.empty()) {
    const Json json = oracle_.json(target);
    for (const Json& change : json.at("changes")) {
      CHECK(change.at("revision") > since);
      CHECK(change.at("revision") >= revision);
      revision = change.at("revision");
      changed.push_back(change.at("id"));
    }
    target = json.at("links").value("next", "");
  }
  std::ranges::sort(changed);
  CHECK(changed == oracle_.came_after(since));
}

}  // namespace backfile
