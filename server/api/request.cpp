// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/request.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "common/url.h"
#include "server/api/canonical_value.h"
#include "server/api/given_parameters.h"
#include "server/api/parameter_values.h"
#include "server/api/request_queries.h"
#include "server/http/errors.h"
#include "server/render/names.h"
#include "server/search/time_zone.h"

namespace backfile {
namespace {

constexpr std::uint32_t kAnyNumber = std::numeric_limits<std::uint32_t>::max();

Result<void> assign_zone(const std::string& name, ApiRequest& request) {
  const auto zone = TimeZone::find(name);
  if (!zone) return zone.error();
  request.search.zone = name;
  return {};
}

Result<void> assign_fields(Route route, const Parameter& parameter,
                           const std::vector<std::string>& names, ApiRequest& request) {
  const std::span<const std::string_view> known =
      route == Route::Export ? std::span<const std::string_view>(kArticleFields)
                             : std::span<const std::string_view>(kResultFields);
  return assign(read_result_fields(parameter, known, names), request.fields);
}

Result<void> assign_strata(const Parameter& parameter, const std::vector<std::string>& names,
                           SampleRequest& sample) {
  std::vector<std::string> fields;
  for (const std::string& name : names) {
    const std::optional<Interval> interval = value_of(kIntervalNames, name);
    if (!interval) {
      fields.push_back(name);
    } else if (*interval < Interval::Day || sample.interval) {
      return not_allowed(parameter, name);
    } else {
      sample.interval = interval;
    }
  }
  return assign(read_fields(parameter, fields), sample.fields);
}

Result<void> assign_by(const Parameter& parameter, const std::vector<std::string>& values,
                       ApiRequest& request) {
  auto ids = read_fields(parameter, values);
  if (!ids) return std::move(ids).error();
  request.search.timeline_by = ids->front();
  return {};
}

Result<void> assign_flag(const Parameter& parameter, const std::string& value, bool& flag) {
  auto given = read_number(parameter, value, 0, 1);
  if (!given) return std::move(given).error();
  flag = *given == 1;
  return {};
}

Result<void> assign_sort(Route route, const Parameter& parameter, const std::string& value,
                         SearchRequest& search) {
  return route == Route::Feed ? assign_name(kFeedSortNames, parameter, value, search.sort)
                              : assign_name(kSortNames, parameter, value, search.sort);
}

Result<void> assign_timeout(const Parameter& parameter, const std::string& value,
                            SearchBounds& bounds) {
  const auto given = read_number(parameter, value, 1, kLongestTimeout);
  if (!given) return given.error();
  bounds.ends_by = std::chrono::steady_clock::now() + std::chrono::milliseconds(*given);
  return {};
}

Result<void> assign_setting(const Parameter& parameter, const std::string& value,
                            RankingSettings& settings) {
  const RankingSetting& setting = setting_of(parameter);
  return assign(read_decimal(parameter, value, setting.least, setting.most),
                settings.*setting.value);
}

Result<void> assign_url(const Parameter& parameter, const std::string& value, ApiRequest& request) {
  if (!is_http_url(value)) {
    return bad_value(parameter, value, "\"url\" must be an address with http:// or https://.");
  }
  request.url = value;
  return {};
}

Result<void> apply(Route route, const Parameter& parameter, const std::vector<std::string>& values,
                   std::int64_t now, ApiRequest& request) {
  const std::string& value = values.front();
  SearchRequest& search = request.search;
  switch (parameter.id) {
    case ParameterId::Query: return assign_queries(route, parameter, values, now, request);
    case ParameterId::Syntax:
    case ParameterId::QueryLanguage:
    case ParameterId::In: return {};  // Assigned before.
    case ParameterId::Into: return assign_name(kSyntaxNames, parameter, value, request.into);
    case ParameterId::From: return assign(read_date(parameter, value), request.from);
    case ParameterId::To: return assign(read_date(parameter, value), request.to);
    case ParameterId::Zone: return assign_zone(value, request);
    case ParameterId::Filter: search.filters.values[parameter.field] = values; return {};
    case ParameterId::Exclude: search.filters.excluded[parameter.field] = values; return {};
    case ParameterId::Missing:
      return assign(read_field_set(parameter, values), search.filters.missing);
    case ParameterId::Exists:
      return assign(read_field_set(parameter, values), search.filters.present);
    case ParameterId::Sort: return assign_sort(route, parameter, value, search);
    case ParameterId::Ranking: return assign_setting(parameter, value, search.ranking);
    case ParameterId::Explain: return assign_flag(parameter, value, search.explain);
    case ParameterId::Collapse:
      return assign_name(kCollapseNames, parameter, value, search.collapse);
    case ParameterId::Page:
      return assign(read_number(parameter, value, 1, kMostPages), request.page);
    case ParameterId::PageSize:
      return assign(read_number(parameter, value, 0, kLargestPage), search.page_size);
    case ParameterId::Cursor: search.cursor = value; return {};
    case ParameterId::Facet: return assign(read_fields(parameter, values), search.facets);
    case ParameterId::FacetSize:
      return assign(read_number(parameter, value, 1, kLargestFacet), search.facet_size);
    case ParameterId::FacetMode:
      return assign_name(kFacetModeNames, parameter, value, search.strict_facets);
    case ParameterId::Prefix: search.facet_view.prefix = value; return {};
    case ParameterId::Contains: search.facet_view.contained = value; return {};
    case ParameterId::Order:
      return assign_name(kFacetOrderNames, parameter, value, search.facet_view.order);
    case ParameterId::Interval:
      return assign_name(kIntervalNames, parameter, value, search.timeline);
    case ParameterId::By: return assign_by(parameter, values, request);
    case ParameterId::Fields: return assign_fields(route, parameter, values, request);
    case ParameterId::Url: return assign_url(parameter, value, request);
    case ParameterId::Id: request.id = value; return {};
    case ParameterId::Since:
      return assign(read_number(parameter, value, 0, kLatestRevision), request.since);
    case ParameterId::Highlight: return assign_flag(parameter, value, request.highlight);
    case ParameterId::Snippets:
      return assign(read_number(parameter, value, 0, kMostSnippets), search.snippets);
    case ParameterId::Format:
      return assign_name(kExportFormatNames, parameter, value, request.format);
    case ParameterId::After: request.after = value; return {};
    case ParameterId::Revision:
      return assign(read_number(parameter, value, 0, kAnyNumber), search.bounds.revision);
    case ParameterId::Count:
      if (value != "exact") return not_allowed(parameter, value);
      return {};
    case ParameterId::Timeout: return assign_timeout(parameter, value, search.bounds);
    case ParameterId::Size:
      return assign(read_number(parameter, value, 1, kLargestPage), request.sample.size);
    case ParameterId::Seed:
      return assign(read_number(parameter, value, 0, kAnyNumber), request.sample.seed);
    case ParameterId::Stratify: return assign_strata(parameter, values, request.sample);
    case ParameterId::Versus: return assign_versus(parameter, value, now, request);
    case ParameterId::Measure:
      return route == Route::Terms
                 ? assign_name(kKeynessNames, parameter, value, request.keyness)
                 : assign_name(kCollocateNames, parameter, value, request.collocation);
    case ParameterId::MinFrequency:
      return assign(read_number(parameter, value, 1, kGreatestMinimum), request.min_frequency);
    case ParameterId::Window:
      return assign(read_number(parameter, value, 1, kLargestWindow), request.window);
    case ParameterId::LineOrder:
      return assign_name(kLineOrderNames, parameter, value, request.line_order);
  }
  return {};
}

// A bound by the clock of the world and by the clocks of a zone.
struct Bound {
  std::int64_t instant;
  std::optional<std::int64_t> local;  // Absent: the same.
};

// A date without a zone of its own is meant by the clocks of `zone`, also where they were put
// forward over it.
Bound bound_at(std::int64_t seconds, const Timestamp& written, const TimeZone& zone) {
  if (zone.is_utc()) return {seconds, std::nullopt};
  // The first time of the clock that does not come before it.
  if (written.offset_minutes) return {seconds, zone.to_local(seconds - 1) + 1};
  return {zone.to_instant(seconds), seconds};
}

Result<void> set_bounds(ApiRequest& request) {
  Filters& filters = request.search.filters;
  const auto zone = TimeZone::find(request.search.zone);
  if (!zone) return zone.error();
  if (request.from) {
    const Bound from = bound_at(request.from->seconds, *request.from, *zone);
    filters.from = from.instant;
    filters.local_from = from.local;
  }
  if (request.to) {
    const Bound until = bound_at(end_of(*request.to), *request.to, *zone);
    filters.until = until.instant;
    filters.local_until = until.local;
  }
  if (filters.from && filters.until && *filters.from >= *filters.until) {
    Error error = refusal("bad_value", "\"from\" is later than \"to\".");
    error.detail.parameter = "from";
    error.detail.found = to_iso(*request.from);
    error.detail.expected = {"a date not after " + to_iso(*request.to)};
    return error;
  }
  return {};
}

Result<void> set_defaults(Route route, ApiRequest& request) {
  SearchRequest& search = request.search;
  if (search.timeline_by && !search.timeline_queries.empty()) {
    Error error =
        refusal("bad_value", "A timeline is \"by\" a field or of several \"q\", not both.");
    error.detail.parameter = "by";
    return error;
  }
  if (request.page > 1 && !search.cursor.empty()) {
    Error error = refusal("bad_value", "A page is named by its number or by a cursor, not both.");
    error.detail.parameter = "page";
    return error;
  }
  search.correct = route == Route::Search;
  search.mark_titles = request.highlight;
  if (!request.fields.empty() && !request.fields.contains("snippets")) search.snippets = 0;
  if (route == Route::FacetValues) search.facet_size = search.page_size;
  const bool paged = is_allowed(*find_parameter("page_size"), route) && route != Route::FacetValues;
  if (!paged) search.page_size = 0;
  if (route == Route::Timeline && !search.timeline) search.timeline = Interval::Auto;
  if (route == Route::Facets && search.facets.empty()) {
    search.facets.assign(kDefaultFacets.begin(), kDefaultFacets.end());
  }
  return {};
}

}  // namespace

Result<FieldId> parse_facet_field(std::string_view name) {
  const Field* row = find_field(name);
  if (row != nullptr && row->facet) return row->id;
  Error error{ErrorCode::NotFound,
              "\"" + std::string(name) + "\" is not a field that can be counted."};
  error.detail.found = name;
  error.detail.expected = countable_fields();
  return error;
}

Result<ApiRequest> parse_api_request(Route route, std::string_view query, std::int64_t now) {
  auto given = given_parameters(route, query);
  if (!given) return std::move(given).error();

  ApiRequest request;
  request.target.path = pattern_of(route);
  if (auto known = assign_reading(*given, request); !known) return std::move(known).error();
  for (const auto& [parameter, values] : *given) {
    if (auto applied = apply(route, *parameter, values, now, request); !applied) {
      return std::move(applied).error();
    }
    for (const std::string& written : values) {
      std::string value = canonical_value(*parameter, written);
      if (!is_default(*parameter, value)) {
        request.target.parameters.emplace_back(parameter->name, std::move(value));
      }
    }
  }
  if (auto bounds = set_bounds(request); !bounds) return std::move(bounds).error();
  if (auto set = set_defaults(route, request); !set) return std::move(set).error();
  return request;
}

}  // namespace backfile
