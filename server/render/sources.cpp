// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/json_text.h"
#include "server/render/json_members.h"
#include "server/render/links.h"
#include "server/render/names.h"
#include "server/render/query_members.h"
#include "server/render/render.h"

namespace backfile {
namespace {

constexpr std::int64_t kSecondsPerDay = 86'400;

void set_summary(JsonText& json, const SourceSummary& summary) {
  add_source_members(json, summary.source);
  json.member("articles", summary.articles).member("undated", summary.undated);
  set_day(json, "first", summary.oldest);
  set_day(json, "last", summary.newest);
}

void set_coverage(JsonText& json, const SourceCoverage& source) {
  const SourceSummary& summary = source.summary;
  json.member("undated_share",
              static_cast<double>(summary.undated) / static_cast<double>(summary.articles));
  json.key("gaps").begin_array();
  for (const Gap& gap : source.gaps) {
    json.begin_object().member("from", day_of(gap.first_day * kSecondsPerDay));
    json.member("to", day_of(gap.last_day * kSecondsPerDay));
    json.member("days", static_cast<std::uint64_t>(gap.last_day - gap.first_day + 1)).end_object();
  }
  json.end_array().key("buckets").begin_array();
  for (const CoverageCell& cell : source.cells) {
    json.begin_object().member("start", day_of(cell.start));
    json.member("articles", std::uint64_t{cell.articles});
    json.member("coverage", name_of(kCoverageNames, cell.coverage)).end_object();
  }
  json.end_array();
}

void set_self(JsonText& json, const std::string& address) {
  json.key("links").begin_object().member("self", address).end_object();
}

void add_coverage(JsonText& json, const SourceCoverage& source) {
  json.begin_object();
  set_summary(json, source.summary);
  set_coverage(json, source);
  json.end_object();
}

}  // namespace

std::string render_sources(const SourcesAnswer& answer, const std::string& address) {
  JsonText json;
  json.begin_object();
  set_index(json, answer.index);
  json.key("sources").begin_array();
  for (const SourceSummary& summary : answer.sources) {
    json.begin_object();
    set_summary(json, summary);
    json.end_object();
  }
  json.end_array();
  set_self(json, address);
  return json.end_object().take();
}

std::string render_coverage(const CoverageAnswer& answer, const ApiRequest& request) {
  JsonText json;
  json.begin_object().key("query").begin_object();
  set_values(json, "filters", request.search.filters.values);
  json.end_object();
  set_index(json, answer.index);
  json.member("interval", to_string(request.search.timeline.value_or(Interval::Month)));
  json.member("total", answer.total).key("sources").begin_array();
  for (const SourceCoverage& source : answer.sources) add_coverage(json, source);
  json.end_array();
  set_text(json, "next_cursor", answer.next_cursor);
  json.key("links").begin_object().member("self", to_string(request.target));
  set_text(json, "next", next_link(request, answer.next_cursor));
  return json.end_object().end_object().take();
}

std::string render_source(const CoverageAnswer& answer, const std::string& address) {
  JsonText json;
  json.begin_object();
  set_index(json, answer.index);
  json.member("interval", to_string(Interval::Month)).key("source");
  add_coverage(json, answer.sources.front());
  set_self(json, address);
  return json.end_object().take();
}

}  // namespace backfile
