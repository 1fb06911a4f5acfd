// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/request.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "common/index/terms.h"
#include "common/text.h"
#include "common/url.h"
#include "server/api/given_parameters.h"
#include "server/http/errors.h"
#include "server/query/parser.h"
#include "server/render/names.h"
#include "server/search/time_zone.h"

namespace backfile {
namespace {

constexpr std::size_t kMostQueries = 10;  // In one timeline.
constexpr std::uint32_t kAnyNumber = std::numeric_limits<std::uint32_t>::max();

std::vector<std::string> countable_fields() {
  std::vector<std::string> names;
  for (const Field& row : kFields) {
    if (row.facet) names.emplace_back(row.name);
  }
  return names;
}

Error not_allowed(const Parameter& parameter, std::string_view found) {
  Error error = bad_value(
      parameter, found,
      "\"" + std::string(parameter.name) + "\" must be " + std::string(parameter.allowed) + ".");
  error.detail.expected = {std::string(parameter.allowed)};
  return error;
}

Result<std::uint32_t> number(const Parameter& parameter, const std::string& text,
                             std::uint32_t least, std::uint32_t most) {
  std::uint32_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, status] = std::from_chars(text.data(), end, value);
  if (status != std::errc() || stop != end || value < least || value > most) {
    return not_allowed(parameter, text);
  }
  return value;
}

const RankingSetting& setting_of(const Parameter& parameter) {
  return *std::ranges::find(kRankingSettings, parameter.name, &RankingSetting::name);
}

Result<double> decimal(const Parameter& parameter, const std::string& text, double least,
                       double most) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, status] = std::from_chars(text.data(), end, value, std::chars_format::fixed);
  if (status != std::errc() || stop != end || !(value >= least && value <= most)) {
    return not_allowed(parameter, text);
  }
  return value + 0.0;  // No -0.
}

std::string to_decimal(double value) {
  std::array<char, 400> digits{};
  const auto [end, status] =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
  return {digits.data(), end};
}

// Names of keyword fields, in the parameter's order, each once.
Result<std::vector<FieldId>> fields_of(const Parameter& parameter,
                                       const std::vector<std::string>& names) {
  std::vector<FieldId> ids;
  for (const std::string& name : names) {
    const Field* row = find_field(name);
    if (row == nullptr || !row->facet) {
      Error error =
          bad_value(parameter, name, "\"" + name + "\" is not a field that can be counted.");
      error.detail.expected = countable_fields();
      return error;
    }
    if (std::find(ids.begin(), ids.end(), row->id) == ids.end()) ids.push_back(row->id);
  }
  return ids;
}

Result<Timestamp> date(const Parameter& parameter, const std::string& text) {
  const std::optional<Timestamp> when = parse_iso_date(trim(text));
  if (when) return *when;
  Error error = not_allowed(parameter, text);
  // A zone written with a plain "+", which stands for a blank in an address.
  const std::size_t blank = text.rfind(' ');
  if (blank != std::string::npos && text.find('T') < blank) {
    std::string repaired = text;
    repaired[blank] = '+';
    if (parse_iso_date(repaired)) {
      error.message += " A + in an address is written %2B.";
      error.detail.suggestion = repaired;
    }
  }
  return error;
}

Result<std::set<std::string, std::less<>>> result_fields(const Parameter& parameter,
                                                         std::span<const std::string_view> known,
                                                         const std::vector<std::string>& names) {
  std::set<std::string, std::less<>> fields;
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      Error error = bad_value(parameter, name, "\"" + name + "\" is not a field of a result.");
      error.detail.expected.assign(known.begin(), known.end());
      return error;
    }
    fields.insert(name);
  }
  return fields;
}

Result<std::set<FieldId>> field_set(const Parameter& parameter,
                                    const std::vector<std::string>& names) {
  auto ids = fields_of(parameter, names);
  if (!ids) return std::move(ids).error();
  return std::set<FieldId>(ids->begin(), ids->end());
}

template <typename T, typename Target>
Result<void> assign(Result<T> value, Target& target) {
  if (!value) return std::move(value).error();
  target = std::move(value).value();
  return {};
}

template <typename Enum, std::size_t size, typename Target>
Result<void> assign_name(const std::array<std::pair<std::string_view, Enum>, size>& names,
                         const Parameter& parameter, const std::string& text, Target& target) {
  const std::optional<Enum> value = value_of(names, text);
  if (!value) {
    Error error = not_allowed(parameter, text);
    error.detail.expected.clear();
    for (const auto& [name, unused] : names) error.detail.expected.emplace_back(name);
    return error;
  }
  target = *value;
  return {};
}

Result<Query> query_of(const std::string& text, const ApiRequest& request, std::int64_t now) {
  auto query =
      parse_query(text, {.syntax = request.syntax, .now = now, .language = request.query_language});
  if (query) return query;
  Error error = std::move(query).error();
  if (error.detail.kind.empty()) error.detail.kind = "query_syntax";
  error.detail.parameter = "q";
  return error;
}

// Only a timeline may have several.
Result<void> assign_queries(Route route, const Parameter& parameter,
                            const std::vector<std::string>& texts, std::int64_t now,
                            ApiRequest& request) {
  if (texts.size() == 1) {
    request.q = texts.front();
    if (route == Route::Suggest) return {};  // Words that are still being typed are no query.
    return assign(query_of(texts.front(), request, now), request.search.query);
  }
  if (route != Route::Timeline || texts.size() > kMostQueries) {
    return bad_value(parameter, texts.back(),
                     route == Route::Timeline
                         ? "\"q\" may be given " + std::to_string(kMostQueries) + " times."
                         : "\"q\" is given more than once with different values.");
  }
  request.queries = texts;
  for (const std::string& text : texts) {
    auto query = query_of(text, request, now);
    if (!query) return std::move(query).error();
    for (const Warning& warning : query->warnings) request.warnings.push_back(warning);
    request.search.timeline_queries.push_back(std::move(*query));
  }
  return {};
}

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
  return assign(result_fields(parameter, known, names), request.fields);
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
  return assign(fields_of(parameter, fields), sample.fields);
}

Result<void> assign_by(const Parameter& parameter, const std::vector<std::string>& values,
                       ApiRequest& request) {
  auto ids = fields_of(parameter, values);
  if (!ids) return std::move(ids).error();
  request.search.timeline_by = ids->front();
  return {};
}

Result<void> assign_flag(const Parameter& parameter, const std::string& value, bool& flag) {
  auto given = number(parameter, value, 0, 1);
  if (!given) return std::move(given).error();
  flag = *given == 1;
  return {};
}

Result<void> assign_setting(const Parameter& parameter, const std::string& value,
                            RankingSettings& settings) {
  const RankingSetting& setting = setting_of(parameter);
  return assign(decimal(parameter, value, setting.least, setting.most), settings.*setting.value);
}

Result<void> assign_url(const Parameter& parameter, const std::string& value, ApiRequest& request) {
  if (!is_http_url(value)) {
    return bad_value(parameter, value, "\"url\" must be an address with http:// or https://.");
  }
  request.url = value;
  return {};
}

Result<void> assign_language(const Parameter& parameter, const std::string& value,
                             ApiRequest& request) {
  const std::span<const std::string_view> known = stem_languages();
  if (std::ranges::find(known, value) == known.end()) {
    Error error = not_allowed(parameter, value);
    error.detail.expected.assign(known.begin(), known.end());
    return error;
  }
  request.query_language = value;
  return {};
}

// Before any query is read.
Result<void> assign_reading(const GivenParameters& given, ApiRequest& request) {
  for (const auto& [parameter, values] : given) {
    Result<void> read;
    if (parameter->id == ParameterId::Syntax) {
      read = assign_name(kSyntaxNames, *parameter, values.front(), request.syntax);
    } else if (parameter->id == ParameterId::QueryLanguage) {
      read = assign_language(*parameter, values.front(), request);
    }
    if (!read) return read;
  }
  return {};
}

Result<void> assign_versus(const Parameter& parameter, const std::string& value, std::int64_t now,
                           ApiRequest& request) {
  request.versus = value;
  auto query = query_of(value, request, now);
  if (!query) {
    Error error = std::move(query).error();
    error.detail.parameter = parameter.name;
    return error;
  }
  for (const Warning& warning : query->warnings) request.warnings.push_back(warning);
  request.versus_query = std::move(*query);
  return {};
}

Result<void> apply(Route route, const Parameter& parameter, const std::vector<std::string>& values,
                   std::int64_t now, ApiRequest& request) {
  const std::string& value = values.front();
  SearchRequest& search = request.search;
  switch (parameter.id) {
    case ParameterId::Query: return assign_queries(route, parameter, values, now, request);
    case ParameterId::Syntax:
    case ParameterId::QueryLanguage: return {};  // Assigned before.
    case ParameterId::Into: return assign_name(kSyntaxNames, parameter, value, request.into);
    case ParameterId::From: return assign(date(parameter, value), request.from);
    case ParameterId::To: return assign(date(parameter, value), request.to);
    case ParameterId::Zone: return assign_zone(value, request);
    case ParameterId::Filter: search.filters.values[parameter.field] = values; return {};
    case ParameterId::Exclude: search.filters.excluded[parameter.field] = values; return {};
    case ParameterId::Missing: return assign(field_set(parameter, values), search.filters.missing);
    case ParameterId::Exists: return assign(field_set(parameter, values), search.filters.present);
    case ParameterId::Sort: return assign_name(kSortNames, parameter, value, search.sort);
    case ParameterId::Ranking: return assign_setting(parameter, value, search.ranking);
    case ParameterId::Explain: return assign_flag(parameter, value, search.explain);
    case ParameterId::Collapse:
      return assign_name(kCollapseNames, parameter, value, search.collapse);
    case ParameterId::PageSize:
      return assign(number(parameter, value, 0, kLargestPage), search.page_size);
    case ParameterId::Cursor: search.cursor = value; return {};
    case ParameterId::Facet: return assign(fields_of(parameter, values), search.facets);
    case ParameterId::FacetSize:
      return assign(number(parameter, value, 1, kLargestFacet), search.facet_size);
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
      return assign(number(parameter, value, 0, kLatestRevision), request.since);
    case ParameterId::Highlight: return assign_flag(parameter, value, request.highlight);
    case ParameterId::Format:
      return assign_name(kExportFormatNames, parameter, value, request.format);
    case ParameterId::After: request.after = value; return {};
    case ParameterId::Revision:
      return assign(number(parameter, value, 0, kAnyNumber), request.revision);
    case ParameterId::Size:
      return assign(number(parameter, value, 1, kLargestPage), request.sample.size);
    case ParameterId::Seed:
      return assign(number(parameter, value, 0, kAnyNumber), request.sample.seed);
    case ParameterId::Stratify: return assign_strata(parameter, values, request.sample);
    case ParameterId::Versus: return assign_versus(parameter, value, now, request);
    case ParameterId::Measure:
      return route == Route::Terms
                 ? assign_name(kKeynessNames, parameter, value, request.keyness)
                 : assign_name(kCollocateNames, parameter, value, request.collocation);
    case ParameterId::MinFrequency:
      return assign(number(parameter, value, 1, kGreatestMinimum), request.min_frequency);
    case ParameterId::Window:
      return assign(number(parameter, value, 1, kLargestWindow), request.window);
    case ParameterId::LineOrder:
      return assign_name(kLineOrderNames, parameter, value, request.line_order);
  }
  return {};
}

// A date without a zone of its own is meant by the clocks of `zone`.
std::int64_t instant_of(std::int64_t seconds, const Timestamp& written, const TimeZone& zone) {
  return written.offset_minutes ? seconds : zone.to_instant(seconds);
}

Result<void> set_bounds(ApiRequest& request) {
  Filters& filters = request.search.filters;
  const auto zone = TimeZone::find(request.search.zone);
  if (!zone) return zone.error();
  if (request.from) {
    filters.from = instant_of(request.from->seconds, *request.from, *zone);
    if (!zone->is_utc()) filters.local_from = zone->to_local(*filters.from);
  }
  if (request.to) {
    filters.until = instant_of(end_of(*request.to), *request.to, *zone);
    if (!zone->is_utc()) filters.local_until = zone->to_local(*filters.until);
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

// The one spelling of a value: 1.60 is 1.6.
std::string canonical(const Parameter& parameter, const std::string& value) {
  if (parameter.id != ParameterId::Ranking) return value;
  const RankingSetting& setting = setting_of(parameter);
  const Result<double> number = decimal(parameter, value, setting.least, setting.most);
  return number ? to_decimal(*number) : value;
}

// Whether a value is what the parameter means anyway when it is not given.
bool is_default(const Parameter& parameter, const std::string& value) {
  static const SearchRequest kDefaults;
  switch (parameter.id) {
    case ParameterId::Sort: return value == to_string(kDefaults.sort);
    case ParameterId::Collapse: return value == name_of(kCollapseNames, kDefaults.collapse);
    case ParameterId::PageSize: return value == std::to_string(kDefaults.page_size);
    case ParameterId::FacetSize: return value == std::to_string(kDefaults.facet_size);
    case ParameterId::Ranking:
      return value == to_decimal(kDefaults.ranking.*setting_of(parameter).value);
    case ParameterId::Measure:
      return value == name_of(kKeynessNames, KeynessMeasure::LogLikelihood);
    case ParameterId::MinFrequency: return value == std::to_string(ApiRequest().min_frequency);
    case ParameterId::LineOrder: return value == name_of(kLineOrderNames, LineOrder::Newest);
    case ParameterId::Explain: return value == "0";
    case ParameterId::Highlight: return value == "1";
    case ParameterId::Syntax: return value == name_of(kSyntaxNames, Syntax::Backfile);
    case ParameterId::Zone: return value == kDefaults.zone;
    case ParameterId::FacetMode: return value == name_of(kFacetModeNames, kDefaults.strict_facets);
    case ParameterId::Order: return value == name_of(kFacetOrderNames, FacetOrder::Count);
    case ParameterId::Query:
    case ParameterId::From:
    case ParameterId::To:
    case ParameterId::Filter:
    case ParameterId::Exclude:
    case ParameterId::Missing:
    case ParameterId::Exists:
    case ParameterId::Cursor:
    case ParameterId::Facet:
    case ParameterId::Prefix:
    case ParameterId::Contains:
    case ParameterId::Interval:
    case ParameterId::By:
    case ParameterId::Format:
    case ParameterId::After:
    case ParameterId::Revision:
    case ParameterId::Size:
    case ParameterId::Seed:
    case ParameterId::Stratify:
    case ParameterId::Versus:
    case ParameterId::Window:
    case ParameterId::Url:
    case ParameterId::Id:
    case ParameterId::Since:
    case ParameterId::Into:
    case ParameterId::QueryLanguage:
    case ParameterId::Fields: return false;
  }
  return false;
}

Result<void> set_defaults(Route route, ApiRequest& request) {
  SearchRequest& search = request.search;
  if (search.timeline_by && !search.timeline_queries.empty()) {
    Error error =
        refusal("bad_value", "A timeline is \"by\" a field or of several \"q\", not both.");
    error.detail.parameter = "by";
    return error;
  }
  search.correct = route == Route::Search;
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
      std::string value = canonical(*parameter, written);
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
