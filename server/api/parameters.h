// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "common/schema.h"
#include "server/api/routes.h"

namespace backfile {

enum class ParameterId : std::uint8_t {
  Query,
  Syntax,
  QueryLanguage,
  In,
  From,
  To,
  Zone,
  Filter,
  Exclude,
  Missing,
  Exists,
  Sort,
  Ranking,
  Explain,
  Page,
  PageSize,
  Cursor,
  Facet,
  FacetSize,
  FacetMode,
  Prefix,
  Contains,
  Order,
  Interval,
  By,
  Fields,
  Url,
  Id,
  Since,
  Highlight,
  Format,
  After,
  Revision,
  Size,
  Seed,
  Stratify,
  Into,
  Versus,
  Measure,
  MinFrequency,
  Window,
  LineOrder,
  Collapse,
  Snippets,
  Count,
  Timeout,
};

// How often a parameter may be given, and whether a comma separates values in one.
enum class Many : std::uint8_t { Once, Repeated, RepeatedOrList };

using RouteSet = std::uint64_t;
constexpr RouteSet only(Route route) { return RouteSet{1} << static_cast<unsigned>(route); }
static_assert(kRoutes.size() <= 64);

// Up to five names; unused places are empty.
struct Aliases {
  std::array<std::string_view, 5> names;

  constexpr Aliases() : names{{"", "", "", "", ""}} {}
  constexpr Aliases(std::initializer_list<std::string_view> given) : Aliases() {
    std::size_t n = 0;
    for (const std::string_view name : given) names[n++] = name;
  }
};

struct Parameter {
  ParameterId id;
  std::string_view name;
  Aliases aliases;  // Names that other archives use.
  RouteSet routes;  // Where it may be given.
  Many many;
  FieldId field;             // Of a Filter.
  std::string_view allowed;  // Its values, for people.
};

namespace parameter_table {

// The routes that take a query and filters.
inline constexpr RouteSet kEverySearch =
    only(Route::Search) | only(Route::Count) | only(Route::Facets) | only(Route::FacetValues) |
    only(Route::Timeline) | only(Route::Explain) | only(Route::Why) | only(Route::Terms) |
    only(Route::Concordance) | only(Route::Collocates) | only(Route::Similar) |
    only(Route::Sample) | only(Route::Export) | only(Route::Feed);
inline constexpr RouteSet kPaged = only(Route::Search) | only(Route::FacetValues) |
                                   only(Route::Concordance) | only(Route::Coverage) |
                                   only(Route::Changes);
inline constexpr RouteSet kSized = kPaged | only(Route::Terms) | only(Route::Collocates) |
                                   only(Route::Similar) | only(Route::Feed);
inline constexpr RouteSet kMeasured = only(Route::Terms) | only(Route::Collocates);
inline constexpr RouteSet kFaceted = only(Route::Search) | only(Route::Facets);
inline constexpr RouteSet kCollapsed =
    only(Route::Search) | only(Route::Count) | only(Route::Facets) | only(Route::FacetValues) |
    only(Route::Timeline) | only(Route::Export) | only(Route::Feed);
inline constexpr RouteSet kRanked = only(Route::Search) | only(Route::Why);
inline constexpr RouteSet kSorted = kRanked | only(Route::Feed);
inline constexpr RouteSet kShown = only(Route::Search) | only(Route::Similar);
inline constexpr RouteSet kTimed = only(Route::Search) | only(Route::Timeline);

inline constexpr std::array kFixed = {
    // clang-format off
    Parameter{ParameterId::Query, "q", {}, kEverySearch | only(Route::Suggest) | only(Route::Convert),
              Many::Repeated, {},
              "a query (docs/query-language.md)"},
    Parameter{ParameterId::Syntax, "syntax", {}, kEverySearch | only(Route::Convert), Many::Once, {},
              "backfile, nexis, factiva, lucene or simple"},
    Parameter{ParameterId::QueryLanguage, "query_language", {}, kEverySearch, Many::Once, {},
              "the code of a language with a stemmer, such as de"},
    Parameter{ParameterId::In, "in", {}, kEverySearch, Many::Once, {}, "title, text or lead"},
    Parameter{ParameterId::From, "from",
              {"start", "begin_date", "from_date", "from-date", "start_date"}, kEverySearch,
              Many::Once, {}, "a date: 2017, 2017-01, 2017-01-19 or 2017-01-19T16:26Z"},
    Parameter{ParameterId::To, "to", {"end", "end_date", "to_date", "to-date"}, kEverySearch,
              Many::Once, {}, "a date, itself included: 2017, 2017-01, 2017-01-19 or 2017-01-19T16:26Z"},
    Parameter{ParameterId::Zone, "tz", {}, kEverySearch, Many::Once, {},
              "a time zone of the IANA data base, such as Europe/Berlin"},
    Parameter{ParameterId::Missing, "missing", {}, kEverySearch, Many::RepeatedOrList, {},
              "names of fields, separated by commas"},
    Parameter{ParameterId::Exists, "exists", {}, kEverySearch, Many::RepeatedOrList, {},
              "names of fields, separated by commas"},
    Parameter{ParameterId::Sort, "sort", {"order-by", "sortBy", "sort_by"}, kSorted,
              Many::Once, {}, "relevance, newest, oldest, indexed, words or -words; of a feed newest or indexed"},
    // The settings of server/search/ranking_settings.h.
    Parameter{ParameterId::Ranking, "k1", {}, kRanked, Many::Once, {}, "a number from 0 to 5"},
    Parameter{ParameterId::Ranking, "b", {}, kRanked, Many::Once, {}, "a number from 0 to 1"},
    Parameter{ParameterId::Ranking, "rarity", {}, kRanked, Many::Once, {}, "a number from 0 to 2"},
    Parameter{ParameterId::Ranking, "title_weight", {}, kRanked, Many::Once, {}, "a number from 0 to 20"},
    Parameter{ParameterId::Ranking, "lead_weight", {}, kRanked, Many::Once, {}, "a number from 0 to 20"},
    Parameter{ParameterId::Ranking, "title_match", {}, kRanked, Many::Once, {}, "a number from 0 to 1"},
    Parameter{ParameterId::Ranking, "proximity", {}, kRanked, Many::Once, {}, "a number from 0 to 1"},
    Parameter{ParameterId::Ranking, "half_life", {}, kRanked, Many::Once, {}, "a number of days from 0 to 36500"},
    Parameter{ParameterId::Explain, "explain", {}, only(Route::Search), Many::Once, {}, "0 or 1"},
    Parameter{ParameterId::Collapse, "collapse", {}, kCollapsed,
              Many::Once, {}, "none or story"},
    Parameter{ParameterId::Page, "page", {}, only(Route::Search), Many::Once, {},
              "a whole number from 1 to 10000"},
    Parameter{ParameterId::PageSize, "page_size",
              {"pageSize", "page-size", "rows", "limit", "per_page"}, kSized,
              Many::Once, {}, "a whole number from 0 to 1000"},
    Parameter{ParameterId::Cursor, "cursor", {"pagination_token"}, kPaged,
              Many::Once, {}, "next_cursor of an earlier answer"},
    Parameter{ParameterId::Facet, "facet", {"facets"}, kFaceted,
              Many::RepeatedOrList, {}, "names of fields, separated by commas"},
    Parameter{ParameterId::FacetSize, "facet_size", {}, kFaceted | only(Route::Timeline),
              Many::Once, {}, "a whole number from 1 to 1000"},
    Parameter{ParameterId::FacetMode, "facet_mode", {}, kFaceted | only(Route::FacetValues),
              Many::Once, {}, "multi or strict"},
    Parameter{ParameterId::Prefix, "prefix", {}, only(Route::FacetValues), Many::Once, {},
              "what the values begin with"},
    Parameter{ParameterId::Contains, "contains", {"facet_query"}, only(Route::FacetValues),
              Many::Once, {}, "what the values have in them"},
    Parameter{ParameterId::Order, "order", {}, only(Route::FacetValues), Many::Once, {},
              "count or value"},
    Parameter{ParameterId::Interval, "interval", {}, kTimed | only(Route::Coverage),
              Many::Once, {}, "auto, hour, day, week, month, quarter, year or decade"},
    Parameter{ParameterId::By, "by", {}, only(Route::Timeline), Many::Once, {},
              "the name of a field"},
    Parameter{ParameterId::Fields, "fields", {"fl"}, kShown | only(Route::Export), Many::RepeatedOrList,
              {}, "names of result fields, separated by commas"},
    Parameter{ParameterId::Url, "url", {}, only(Route::Lookup) | only(Route::Why), Many::Once, {},
              "an http or https address"},
    Parameter{ParameterId::Id, "id", {}, only(Route::Why), Many::Once, {},
              "the id of an article"},
    Parameter{ParameterId::Since, "since", {}, only(Route::Changes), Many::Once, {},
              "a revision: a whole number"},
    Parameter{ParameterId::Highlight, "highlight", {}, kShown, Many::Once, {},
              "0 or 1"},
    Parameter{ParameterId::Snippets, "snippets", {}, kShown, Many::Once, {},
              "a whole number from 0 to 5"},
    Parameter{ParameterId::Format, "format", {}, only(Route::Export), Many::Once, {},
              "jsonl, csv or ids"},
    Parameter{ParameterId::After, "after", {}, only(Route::Export), Many::Once, {},
              "the id of an article of this export"},
    Parameter{ParameterId::Revision, "revision", {"as_of"}, kEverySearch, Many::Once, {},
              "the number of a revision"},
    Parameter{ParameterId::Count, "count", {}, kEverySearch, Many::Once, {}, "exact"},
    Parameter{ParameterId::Timeout, "timeout_ms", {}, kEverySearch | only(Route::Suggest), Many::Once, {},
              "a whole number of milliseconds from 1 to 3600000"},
    Parameter{ParameterId::Size, "size", {"sample"}, only(Route::Sample), Many::Once, {},
              "a whole number from 1 to 1000"},
    Parameter{ParameterId::Seed, "seed", {}, only(Route::Sample), Many::Once, {},
              "a whole number from 0 to 4294967295"},
    Parameter{ParameterId::Stratify, "stratify", {}, only(Route::Sample), Many::RepeatedOrList, {},
              "names of fields and at most one interval from day to decade, separated by commas"},
    Parameter{ParameterId::Into, "into", {}, only(Route::Convert), Many::Once, {},
              "backfile, nexis, factiva, lucene or simple"},
    Parameter{ParameterId::Versus, "vs", {}, only(Route::Terms), Many::Once, {},
              "a query (docs/query-language.md)"},
    Parameter{ParameterId::Measure, "measure", {}, kMeasured, Many::Once, {},
              "log_likelihood; of terms log_ratio; of collocates mi, log_dice or t_score"},
    Parameter{ParameterId::MinFrequency, "min_frequency", {}, kMeasured, Many::Once, {},
              "a whole number from 1 to 1000000"},
    Parameter{ParameterId::Window, "window", {}, only(Route::Concordance) | only(Route::Collocates),
              Many::Once, {}, "a whole number from 1 to 25"},
    Parameter{ParameterId::LineOrder, "line_order", {}, only(Route::Concordance), Many::Once, {},
              "newest, left, right or match"},
    // clang-format on
};

constexpr std::size_t filter_count() {
  std::size_t count = 0;
  for (const Field& row : kFields) count += row.kind == FieldKind::Keyword ? 1 : 0;
  return count;
}

// Values of these hold no commas, so that a comma separates two.
constexpr Many many_of(FieldId id) {
  const bool is_code = id == FieldId::Language || id == FieldId::Status || id == FieldId::Type ||
                       id == FieldId::Country;
  return is_code ? Many::RepeatedOrList : Many::Repeated;
}

// "exclude_" and the name of a field.
struct ExcludeName {
  std::array<char, 32> letters{};
  std::size_t size = 0;

  constexpr void append(std::string_view text) {
    for (const char c : text) letters[size++] = c;
  }
  constexpr std::string_view text() const { return {letters.data(), size}; }
};
constexpr auto exclude_names() {
  std::array<ExcludeName, kFieldCount> names{};
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    names[i].append("exclude_");
    names[i].append(kFields[i].name);
  }
  return names;
}
inline constexpr auto kExcludeNames = exclude_names();

inline constexpr std::size_t kBeforeFilters = 7;  // q, syntax, query_language, in, from, to, tz.

constexpr Parameter filter_of(const Field& row, bool exclude) {
  Parameter parameter{};
  parameter.id = exclude ? ParameterId::Exclude : ParameterId::Filter;
  parameter.name = exclude ? kExcludeNames[static_cast<std::size_t>(row.id)].text() : row.name;
  parameter.routes = kEverySearch;
  if (row.id == FieldId::Source && !exclude) parameter.routes |= only(Route::Coverage);
  parameter.many = many_of(row.id);
  parameter.field = row.id;
  parameter.allowed = "a whole value of this field";
  return parameter;
}

constexpr auto with_filters() {
  std::array<Parameter, kFixed.size() + 2 * filter_count()> all{};
  std::size_t n = 0;
  for (std::size_t i = 0; i < kBeforeFilters; ++i) all[n++] = kFixed[i];
  for (const bool exclude : {false, true}) {
    for (const Field& row : kFields) {
      if (row.kind == FieldKind::Keyword) all[n++] = filter_of(row, exclude);
    }
  }
  for (std::size_t i = kBeforeFilters; i < kFixed.size(); ++i) all[n++] = kFixed[i];
  return all;
}

}  // namespace parameter_table

// Every parameter of the API, in the order of a canonical address. Two filters for each keyword
// field of the schema.
inline constexpr auto kParameters = parameter_table::with_filters();

inline constexpr std::uint32_t kLargestPage = 1000;
inline constexpr std::uint32_t kMostPages = 10'000;
inline constexpr std::uint32_t kLatestRevision = 0xffff'ffff;
inline constexpr std::uint32_t kLargestFacet = 1000;
inline constexpr std::uint32_t kLargestWindow = 25;
inline constexpr std::uint32_t kMostSnippets = 5;
inline constexpr std::uint32_t kLongestTimeout = 3'600'000;
inline constexpr std::uint32_t kGreatestMinimum = 1'000'000;

constexpr bool is_allowed(const Parameter& parameter, Route route) {
  return (parameter.routes & only(route)) != 0;
}

// By name or alias, or null.
const Parameter* find_parameter(std::string_view name);

// The parameter of `route` that was probably meant by a name that is none, or null.
const Parameter* closest_parameter(std::string_view name, Route route);

// Names of the parameters of `route`, canonical ones only.
std::string parameter_names(Route route);

}  // namespace backfile
