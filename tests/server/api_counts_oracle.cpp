// SPDX-License-Identifier: GPL-3.0-or-later
// Searches, counts, facets, timelines and exports.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "server/render/names.h"
#include "tests/server/api_oracle.h"
#include "tests/server/described.h"

namespace backfile {
namespace {

Facet facet_of(FieldId field, const Json& json) {
  CHECK(json.at("relation") == "eq");
  Facet facet{field, {}, json.at("distinct"), json.at("missing"), json.at("other"), 0};
  facet.matching = json.value("matching", facet.distinct);
  for (const Json& one : json.at("buckets")) {
    FacetBucket bucket{.value = one.at("value"), .label = one.at("label")};
    bucket.articles = one.at("articles");
    bucket.selected = one.at("selected");
    bucket.excluded = one.value("excluded", false);
    if (one.contains("stories")) bucket.stories = one.at("stories").get<std::uint64_t>();
    facet.buckets.push_back(std::move(bucket));
  }
  return facet;
}

// The bounds of Wilson's interval are the shares from which what was seen lies 1.96 deviations off.
void check_bounds(const Json& cell) {
  const auto articles = cell.at("articles").get<double>();
  const auto total = cell.at("total").get<double>();
  if (!cell.contains("share_95")) {
    CHECK((total == 0 || total >= 1000));
    return;
  }
  CHECK(total < 1000);
  const double share = articles / total;
  const auto low = cell.at("share_95").at(0).get<double>();
  const auto high = cell.at("share_95").at(1).get<double>();
  CHECK(low <= share);
  CHECK(share <= high);
  for (const double bound : {low, high}) {
    const double deviation = std::sqrt(bound * (1 - bound) / total);
    CHECK(std::abs(share - bound) == doctest::Approx(1.959963985 * deviation).epsilon(1e-6));
  }
}

TimelineCount count_of(const Json& cell) {
  TimelineCount count{cell.at("articles"), cell.at("total"), Coverage::Ok};
  if (cell.at("coverage") == "low") count.coverage = Coverage::Low;
  if (cell.at("coverage") == "none") count.coverage = Coverage::None;
  if (count.total == 0) {
    CHECK(cell.at("share").is_null());
  } else {
    CHECK(cell.at("share") ==
          static_cast<double>(count.articles) / static_cast<double>(count.total));
  }
  return count;
}

// An offset in ISO 8601 has no seconds; where that of a zone had (5:53:28 in Kolkata, until 1854),
// the clock of a border differs from the full hour by these, so that its instant is right.
std::int64_t full_hour(std::int64_t clock) {
  constexpr std::int64_t kHour = 3600;
  const std::int64_t past = ((clock % kHour) + kHour) % kHour;
  if (past < 60) return clock - past;
  return past > kHour - 60 ? clock + kHour - past : clock;
}

Timeline timeline_of(const Json& json, const SearchRequest& request, bool detailed) {
  CHECK(json.at("relation") == "eq");
  CHECK(json.at("tz") == request.zone);
  Timeline timeline;
  for (const auto& [name, interval] : kIntervalNames) {
    if (json.at("interval") == name) timeline.interval = interval;
  }
  timeline.undated = json.at("undated");
  for (const Json& one : json.at("buckets")) {
    const TimelineCount count = count_of(one);
    if (detailed) check_bounds(one);
    TimelineBucket& bucket = timeline.buckets.emplace_back();
    bucket.local_start = clock_of(one.at("start"));
    bucket.local_end = clock_of(one.at("end"));
    if (timeline.interval == Interval::Hour) {
      bucket.local_start = full_hour(bucket.local_start);
      bucket.local_end = full_hour(bucket.local_end);
    }
    bucket.articles = count.articles;
    bucket.total = count.total;
    bucket.coverage = count.coverage;
    if (one.contains("stories")) bucket.stories = one.at("stories").get<std::uint64_t>();
  }
  if (!json.contains("series")) return timeline;
  for (const Json& one : json.at("series")) {
    TimelineSeries& series = timeline.series.emplace_back();
    series.value = one.contains("parsed") ? one.at("parsed") : one.at("value");
    series.label = one.contains("parsed") ? one.at("parsed") : one.at("label");
    series.articles = one.at("articles");
    for (const Json& cell : one.at("buckets")) series.buckets.push_back(count_of(cell));
  }
  return timeline;
}

}  // namespace

void Asker::check_facets(const ApiQuestion& question, const Json& json) {
  const Filters& filters = question.search.filters;
  REQUIRE(json.size() == question.search.facets.size());
  for (const FieldId id : question.search.facets) {
    const Json& one = json.at(std::string(field(id).name));
    CHECK(describe(facet_of(id, one)) == describe(oracle_.model().facet(question.search, id)));
    const bool filtered = filters.values.contains(id) || filters.excluded.contains(id) ||
                          filters.missing.contains(id);
    if (filtered || one.at("buckets").empty() || !writer_.one_in(3)) continue;
    const Json& bucket = one.at("buckets")[random_() % one.at("buckets").size()];
    const Json chosen = oracle_.json(bucket.at("toggle"));
    CHECK(chosen.at("total").at("articles") == bucket.at("articles"));
  }
}

void Asker::check_timeline(const ApiQuestion& question, const Json& json, bool detailed) {
  const std::optional<Timeline> expected = oracle_.model().timeline(question.search);
  REQUIRE(expected);
  CHECK(describe(timeline_of(json, question.search, detailed)) == describe(*expected));
  const Json& buckets = json.at("buckets");
  if (buckets.empty() || !writer_.one_in(3)) return;
  const Json& bucket = buckets[random_() % buckets.size()];
  if (!bucket.contains("url")) return;
  INFO(bucket.dump());
  CHECK(oracle_.json(bucket.at("url")).at("total").at("articles") == bucket.at("articles"));
}

void Asker::check_snippets(const Json& results, std::size_t most) {
  for (const Json& hit : results) {
    const Json snippets = hit.value("snippets", Json::array());
    CHECK(snippets.size() <= most);
    CHECK((hit.contains("snippets") != snippets.empty()));
    for (const Json& snippet : snippets) {
      std::size_t letters = 0;
      for (const char c : snippet.at("text").get<std::string>()) letters += (c & 0xC0) != 0x80;
      std::size_t done = 0;
      for (const Json& mark : snippet.at("marks")) {
        CHECK(mark.at(0).get<std::size_t>() >= done);
        CHECK(mark.at(1) > mark.at(0));
        done = mark.at(1);
      }
      CHECK(done <= letters);
      CHECK((snippets.size() == 1 || done > 0));
    }
  }
}

void Asker::ask_search() {
  ApiQuestion question = writer_.write("/api/v1/search");
  SearchRequest& search = question.search;
  writer_.add_order(&question);
  search.page_size = writer_.add_number(&question, "page_size", 0, 60);
  std::size_t snippets = 0;
  if (writer_.one_in(3)) {
    snippets = writer_.add_number(&question, "snippets", 0, 5);
  } else {
    question.add("fields", "title");
  }
  if (writer_.one_in(2)) writer_.add_facets(&question);
  if (writer_.one_in(2)) writer_.add_interval(&question);
  if (writer_.one_in(3)) writer_.add_collapse(&question);
  INFO(question.target());
  const std::optional<Json> json = answer(question);
  if (!json) return;
  check_head(question, *json);
  check_total(question, *json);
  if (!search.facets.empty()) check_facets(question, json->at("facets"));
  if (search.timeline) check_timeline(question, json->at("timeline"), false);
  const std::vector<std::string> all = ids_of(oracle_.model().articles(search));
  const std::vector<std::string> ids = ids_of(json->at("results"));
  REQUIRE(ids.size() == std::min<std::size_t>(search.page_size, all.size()));
  check_snippets(json->at("results"), snippets);
  if (search.sort == SortOrder::Relevance && search.query.root) return;
  CHECK(ids == std::vector(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(ids.size())));
}

void Asker::ask_count() {
  ApiQuestion question = writer_.write("/api/v1/count");
  if (writer_.one_in(3)) writer_.add_collapse(&question);
  INFO(question.target());
  const std::optional<Json> json = answer(question);
  if (!json) return;
  check_head(question, *json);
  check_total(question, *json);
}

void Asker::ask_facets() {
  ApiQuestion question = writer_.write("/api/v1/facets");
  writer_.add_facets(&question);
  if (writer_.one_in(3)) writer_.add_collapse(&question);
  INFO(question.target());
  const std::optional<Json> json = answer(question);
  if (!json) return;
  check_total(question, *json);
  check_facets(question, json->at("facets"));
}

// All pages of the values of a field.
void Asker::ask_values() {
  const FieldId id = writer_.countable_field();
  const std::string name(field(id).name);
  ApiQuestion question = writer_.write("/api/v1/facets/" + name);
  writer_.add_view(&question, id);
  if (writer_.one_in(3)) writer_.add_collapse(&question);
  SearchRequest& search = question.search;
  const std::uint32_t page = writer_.add_number(&question, "page_size", 1, 9);
  INFO(question.target());
  std::optional<Json> json = answer(question);
  if (!json) return;
  Facet walked = facet_of(id, json->at("facets").at(name));
  const auto keep = [&](Facet* facet) {
    if (facet->buckets.size() > page) facet->buckets.resize(page);
  };
  keep(&walked);
  while (json->at("links").contains("next")) {
    json = oracle_.json(json->at("links").at("next"));
    Facet next = facet_of(id, json->at("facets").at(name));
    keep(&next);
    walked.buckets.insert(walked.buckets.end(), next.buckets.begin(), next.buckets.end());
  }
  search.facet_size = 100'000;
  Facet expected = oracle_.model().facet(search, id);
  walked.other = expected.other;  // It is of each page.
  CHECK(describe(walked) == describe(expected));
}

void Asker::ask_timeline() {
  ApiQuestion question = writer_.write("/api/v1/timeline");
  question.search.timeline = Interval::Auto;
  if (!writer_.one_in(8)) writer_.add_interval(&question);
  if (writer_.one_in(2)) writer_.add_series(&question);
  if (writer_.one_in(4)) writer_.add_collapse(&question);
  INFO(question.target());
  const std::optional<Json> json = answer(question);
  if (!json) return;
  check_timeline(question, json->at("timeline"), true);
}

void Asker::ask_export() {
  ApiQuestion question = writer_.write("/api/v1/export");
  question.add("format", "ids");
  question.search.sort = SortOrder::Newest;
  if (writer_.one_in(3)) writer_.add_collapse(&question);
  INFO(question.target());
  const HttpResponse response = oracle_.get(question.target());
  if (response.status == 400) return;
  REQUIRE(response.status == 200);
  std::string body;
  while (response.stream->next(body) == BodySource::Step::More) continue;
  std::istringstream lines(body);
  std::vector<std::string> ids;
  for (std::string line; std::getline(lines, line);) ids.push_back(line);
  REQUIRE_FALSE(ids.empty());
  const std::string trailer = ids.back();
  ids.pop_back();
  CHECK(ids == ids_of(oracle_.model().articles(question.search)));
  CHECK(trailer.starts_with("# articles=" + std::to_string(ids.size()) + " "));
}

// All pages of a search.
void Asker::walk() {
  ApiQuestion question = writer_.write("/api/v1/search");
  SearchRequest& search = question.search;
  writer_.add_order(&question);
  writer_.add_number(&question, "page_size", 1, 50);
  question.add("fields", "title");
  if (writer_.one_in(3)) writer_.add_collapse(&question);
  INFO(question.target());
  std::optional<Json> json = answer(question);
  if (!json) return;
  std::vector<std::string> walked = ids_of(json->at("results"));
  while (json->at("links").contains("next")) {
    json = oracle_.json(json->at("links").at("next"));
    check_total(question, *json);
    for (std::string& id : ids_of(json->at("results"))) walked.push_back(std::move(id));
  }
  std::vector<std::string> expected = ids_of(oracle_.model().articles(search));
  if (search.sort == SortOrder::Relevance && search.query.root) {
    CHECK(walked.size() == expected.size());
    if (search.collapse) return;
    std::ranges::sort(walked);
    std::ranges::sort(expected);
  }
  CHECK(walked == expected);
}

}  // namespace backfile
