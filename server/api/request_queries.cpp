// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/request_queries.h"

#include <algorithm>
#include <span>
#include <utility>

#include "common/index/terms.h"
#include "server/api/parameter_values.h"
#include "server/query/parser.h"

namespace backfile {
namespace {

constexpr std::size_t kMostQueries = 10;  // In one timeline.

Result<Query> query_of(const std::string& text, const ApiRequest& request, std::int64_t now) {
  auto query = parse_query(
      text,
      {.syntax = request.syntax, .now = now, .language = request.query_language, .in = request.in});
  if (query) return query;
  Error error = std::move(query).error();
  if (error.detail.kind.empty()) error.detail.kind = "query_syntax";
  error.detail.parameter = "q";
  return error;
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

}  // namespace

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

Result<void> assign_reading(const GivenParameters& given, ApiRequest& request) {
  for (const auto& [parameter, values] : given) {
    Result<void> read;
    if (parameter->id == ParameterId::Syntax) {
      read = assign_name(kSyntaxNames, *parameter, values.front(), request.syntax);
    } else if (parameter->id == ParameterId::QueryLanguage) {
      read = assign_language(*parameter, values.front(), request);
    } else if (parameter->id == ParameterId::In) {
      read = assign_name(kPassageNames, *parameter, values.front(), request.in);
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

}  // namespace backfile
