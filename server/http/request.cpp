// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/request.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "common/text.h"
#include "server/http/errors.h"
#include "server/http/given_parameters.h"
#include "server/query/parser.h"
#include "server/render/names.h"

namespace backfile {
namespace {

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

std::vector<std::string> names_of_facets() {
  std::vector<std::string> names;
  for (const Field& row : kFields) {
    if (row.facet) names.emplace_back(row.name);
  }
  return names;
}

Result<std::vector<FieldId>> facets(const Parameter& parameter,
                                    const std::vector<std::string>& names) {
  std::vector<FieldId> ids;
  for (const std::string& name : names) {
    const Field* row = find_field(name);
    if (row == nullptr || !row->facet) {
      Error error =
          bad_value(parameter, name, "\"" + name + "\" is not a field that can be counted.");
      error.detail.expected = names_of_facets();
      return error;
    }
    if (std::find(ids.begin(), ids.end(), row->id) == ids.end()) ids.push_back(row->id);
  }
  return ids;
}

Result<std::set<std::string, std::less<>>> result_fields(const Parameter& parameter,
                                                         const std::vector<std::string>& names) {
  std::set<std::string, std::less<>> fields;
  for (const std::string& name : names) {
    if (std::find(kResultFields.begin(), kResultFields.end(), name) == kResultFields.end()) {
      Error error = bad_value(parameter, name, "\"" + name + "\" is not a field of a result.");
      error.detail.expected.assign(kResultFields.begin(), kResultFields.end());
      return error;
    }
    fields.insert(name);
  }
  return fields;
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

Result<void> assign_query(const std::string& text, ApiRequest& request) {
  request.q = text;
  auto query = parse_query(text);
  if (!query) {
    Error error = std::move(query).error();
    if (error.detail.kind.empty()) error.detail.kind = "query_syntax";
    error.detail.parameter = "q";
    return error;
  }
  request.search.query = std::move(query).value();
  return {};
}

Result<void> apply(const Parameter& parameter, const std::vector<std::string>& values,
                   ApiRequest& request) {
  const std::string& value = values.front();
  SearchRequest& search = request.search;
  switch (parameter.id) {
    case ParameterId::Query: return assign_query(value, request);
    case ParameterId::From: return assign(date(parameter, value), request.from);
    case ParameterId::To: return assign(date(parameter, value), request.to);
    case ParameterId::Filter: search.filters.values[parameter.field] = values; return {};
    case ParameterId::Sort: return assign_name(kSortNames, parameter, value, search.sort);
    case ParameterId::PageSize:
      return assign(number(parameter, value, 0, kLargestPage), search.page_size);
    case ParameterId::Cursor: search.cursor = value; return {};
    case ParameterId::Facet: return assign(facets(parameter, values), search.facets);
    case ParameterId::FacetSize:
      return assign(number(parameter, value, 1, kLargestFacet), search.facet_size);
    case ParameterId::Interval:
      return assign_name(kIntervalNames, parameter, value, search.timeline);
    case ParameterId::Fields: return assign(result_fields(parameter, values), request.fields);
    case ParameterId::Highlight: {
      auto flag = number(parameter, value, 0, 1);
      if (!flag) return std::move(flag).error();
      request.highlight = *flag == 1;
      return {};
    }
  }
  return {};
}

Result<void> set_bounds(ApiRequest& request) {
  Filters& filters = request.search.filters;
  if (request.from) filters.from = request.from->seconds;
  if (request.to) filters.until = end_of(*request.to);
  if (filters.from && filters.until && *filters.from >= *filters.until) {
    Error error = refusal("bad_value", "\"from\" is later than \"to\".");
    error.detail.parameter = "from";
    error.detail.found = to_iso(*request.from);
    error.detail.expected = {"a date not after " + to_iso(*request.to)};
    return error;
  }
  return {};
}

// Whether a value is what the parameter means anyway when it is not given.
bool is_default(const Parameter& parameter, const std::string& value) {
  static const SearchRequest kDefaults;
  switch (parameter.id) {
    case ParameterId::Sort: return value == to_string(kDefaults.sort);
    case ParameterId::PageSize: return value == std::to_string(kDefaults.page_size);
    case ParameterId::FacetSize: return value == std::to_string(kDefaults.facet_size);
    case ParameterId::Highlight: return value == "1";
    case ParameterId::Query:
    case ParameterId::From:
    case ParameterId::To:
    case ParameterId::Filter:
    case ParameterId::Cursor:
    case ParameterId::Facet:
    case ParameterId::Interval:
    case ParameterId::Fields: return false;
  }
  return false;
}

void set_defaults(Route route, ApiRequest& request) {
  SearchRequest& search = request.search;
  if (route == Route::Search) return;
  search.page_size = 0;
  if (route == Route::Timeline && !search.timeline) search.timeline = Interval::Auto;
  if (route == Route::Facets && search.facets.empty()) {
    search.facets.assign(kDefaultFacets.begin(), kDefaultFacets.end());
  }
}

}  // namespace

Result<ApiRequest> parse_api_request(Route route, std::string_view query) {
  auto given = given_parameters(route, query);
  if (!given) return std::move(given).error();

  ApiRequest request;
  request.target.path = pattern_of(route);
  for (const auto& [parameter, values] : *given) {
    if (auto applied = apply(*parameter, values, request); !applied) {
      return std::move(applied).error();
    }
    for (const std::string& value : values) {
      if (!is_default(*parameter, value)) {
        request.target.parameters.emplace_back(parameter->name, value);
      }
    }
  }
  if (auto bounds = set_bounds(request); !bounds) return std::move(bounds).error();
  set_defaults(route, request);
  return request;
}

}  // namespace backfile
