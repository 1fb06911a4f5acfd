// SPDX-License-Identifier: GPL-3.0-or-later
// Samples.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "common/date.h"
#include "common/text.h"
#include "server/render/names.h"
#include "tests/server/api_oracle.h"
#include "tests/server/model_clock.h"

namespace backfile {
namespace {

// What is due to a stratum, or one more.
void check_stratum(const Json& stratum, std::uint64_t size, std::uint64_t total) {
  const auto articles = stratum.at("articles").get<std::uint64_t>();
  const auto drawn = stratum.at("drawn").get<std::uint64_t>();
  const std::uint64_t due = articles * size / total;
  CHECK(drawn >= due);
  CHECK(drawn <= std::min(due + 1, articles));
}

}  // namespace

void Asker::ask_sample() {
  ApiQuestion question = writer_.write("/api/v1/sample");
  const std::uint32_t size = writer_.add_number(&question, "size", 1, 80);
  const std::uint32_t seed = writer_.add_number(&question, "seed", 0, 1'000'000);
  std::vector<FieldId> fields;
  if (writer_.one_in(2)) fields.push_back(writer_.countable_field());
  std::optional<Interval> interval;
  if (writer_.one_in(2)) interval = static_cast<Interval>(2 + writer_.below(6));
  std::string strata = fields.empty() ? "" : std::string(field(fields.front()).name);
  if (interval) strata += (strata.empty() ? "" : ",") + std::string(to_string(*interval));
  question.add("stratify", strata);
  INFO(question.target());
  const std::optional<Json> json = answer(question);
  if (!json) return;
  check_total(question, *json);
  CHECK(json->at("seed") == seed);
  const std::vector<const Article*> all = oracle_.articles(question.search);
  std::map<std::string, std::set<std::string>> expected;
  for (const Article* article : all) {
    std::string key;
    for (const FieldId id : fields) {
      const std::vector<std::string> values = test_values(*article, id);
      key += fold(values.empty() ? "" : values.front());
    }
    if (interval && article->published) {
      key +=
          '|' +
          to_iso_utc(model_interval_start(*interval, article->published->seconds, 0)).substr(0, 10);
    }
    expected[key].insert(article->id);
  }
  const Json& strata_json = json->at("strata");
  REQUIRE(strata_json.size() == expected.size());
  std::vector<std::string> keys;
  std::uint64_t drawn = 0;
  for (const Json& stratum : strata_json) {
    std::string key;
    for (const FieldId id : fields) {
      key += fold(stratum.at("values").value(std::string(field(id).name), ""));
    }
    if (stratum.at("values").contains("period")) {
      key += '|' + stratum.at("values").at("period").get<std::string>();
    }
    REQUIRE_MESSAGE(expected.contains(key), key);
    CHECK(stratum.at("articles") == expected.at(key).size());
    const std::uint64_t wanted = std::min<std::uint64_t>(size, all.size());
    check_stratum(stratum, wanted, all.size());
    drawn += stratum.at("drawn").get<std::uint64_t>();
    keys.push_back(key);
  }
  CHECK(drawn == std::min<std::size_t>(size, all.size()));
  const Json& results = json->at("results");
  CHECK(results.size() == drawn);
  std::set<std::string> seen;
  for (const Json& one : results) {
    const std::size_t place = one.at("stratum");
    const Json& stratum = strata_json.at(place);
    CHECK(expected.at(keys.at(place)).contains(one.at("id").get<std::string>()));
    CHECK(one.at("probability") ==
          stratum.at("drawn").get<double>() / stratum.at("articles").get<double>());
    seen.insert(one.at("id").get<std::string>());
  }
  CHECK(seen.size() == drawn);
  CHECK(oracle_.json(json->at("links").at("self")).at("results") == results);
}

}  // namespace backfile
