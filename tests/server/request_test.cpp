// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/request.h"

#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <string_view>

#include "server/api/not_offered.h"
#include "server/api/parameters.h"

namespace backfile {
namespace {

struct Canonical {
  Route route;
  std::string_view query;
  std::string_view target;
};

constexpr Canonical kCanonical[] = {
    {Route::Search, "", "/api/v1/search"},
    {Route::Search, "q=", "/api/v1/search"},
    {Route::Search, "q=ferry+port", "/api/v1/search?q=ferry%20port"},
    {Route::Search, "from=&to=%20", "/api/v1/search"},
    // Order and aliases.
    {Route::Search, "sort=newest&q=ferry", "/api/v1/search?q=ferry&sort=newest"},
    {Route::Search, "begin_date=2017&end=2018-02", "/api/v1/search?from=2017&to=2018-02"},
    {Route::Search, "start=2017&from=2017", "/api/v1/search?from=2017"},
    {Route::Search, "rows=5&fl=title,url", "/api/v1/search?page_size=5&fields=title&fields=url"},
    {Route::Search, "pagination_token=abc", "/api/v1/search?cursor=abc"},
    {Route::Search, "page=1&q=ferry", "/api/v1/search?q=ferry"},
    {Route::Search, "in=title&page=3&q=ferry", "/api/v1/search?q=ferry&in=title&page=3"},
    // Defaults are left out.
    {Route::Search, "sort=relevance&page_size=20&highlight=1&facet_size=20", "/api/v1/search"},
    // Filters: values are whole, and only some fields know lists.
    {Route::Search, "author=Byron,%20Ada", "/api/v1/search?author=Byron%2C%20Ada"},
    {Route::Search, "place=Paris&place=Paris&place=Rome", "/api/v1/search?place=Paris&place=Rome"},
    {Route::Search, "language=en,de", "/api/v1/search?language=en&language=de"},
    {Route::Search, "facet=source,language&facet=tag",
     "/api/v1/search?facet=source&facet=language&facet=tag"},
    {Route::Facets, "q=ferry&facet=tag", "/api/v1/facets?q=ferry&facet=tag"},
    {Route::Timeline, "interval=decade", "/api/v1/timeline?interval=decade"},
    {Route::Search, "exclude_source=b&source=a&missing=place,tag&exists=section",
     "/api/v1/search?source=a&exclude_source=b&missing=place&missing=tag&exists=section"},
    {Route::Search, "tz=UTC&facet_mode=multi", "/api/v1/search"},
    {Route::Search, "to=2017&tz=Europe/Berlin&facet_mode=strict",
     "/api/v1/search?to=2017&tz=Europe%2FBerlin&facet_mode=strict"},
    {Route::Timeline, "q=a&q=b&interval=hour", "/api/v1/timeline?q=a&q=b&interval=hour"},
    {Route::Timeline, "by=source&facet_size=3", "/api/v1/timeline?facet_size=3&by=source"},
    {Route::FacetValues, "prefix=T&contains=po&order=count&limit=20",
     "/api/v1/facets/{field}?prefix=T&contains=po"},
    {Route::Count, "q=a&from-date=2017", "/api/v1/count?q=a&from=2017"},
    {Route::Search, "count=exact&snippets=1&q=a", "/api/v1/search?q=a"},
    {Route::Search, "timeout_ms=500&snippets=0&as_of=7&sort=-words",
     "/api/v1/search?sort=-words&snippets=0&revision=7&timeout_ms=500"},
    {Route::Suggest, "q=fe&timeout_ms=50", "/api/v1/suggest?q=fe&timeout_ms=50"},
    {Route::Feed, "sort=indexed", "/feeds/search.{format}?sort=indexed"},
    {Route::Coverage, "source=a&interval=year", "/api/v1/coverage?source=a&interval=year"},
};

struct Refused {
  Route route;
  std::string_view query;
  std::string_view kind;
  std::string_view parameter;
  std::string_view suggestion;
};

constexpr Refused kRefused[] = {
    {Route::Search, "form=2017", "unknown_parameter", "form", "from"},
    {Route::Search, "Query=x", "unknown_parameter", "Query", ""},
    {Route::Search, "page_sise=3", "unknown_parameter", "page_sise", "page_size"},
    {Route::Search, "sources=x", "unknown_parameter", "sources", "source"},
    {Route::Search, "langauge=en", "unknown_parameter", "langauge", "language"},
    {Route::Search, "begindate=2017", "unknown_parameter", "begindate", "from"},
    {Route::Search, "xyzzyxyzzy=1", "unknown_parameter", "xyzzyxyzzy", ""},
    {Route::Search, "=1", "unknown_parameter", "", ""},
    {Route::Timeline, "cursor=a", "unknown_parameter", "cursor", ""},
    {Route::Facets, "interval=day", "unknown_parameter", "interval", ""},
    {Route::Sources, "q=a", "unknown_parameter", "q", ""},
    {Route::Search, "q=%zz", "bad_encoding", "q", ""},
    {Route::Search, "source=%ff", "bad_encoding", "source", ""},
    {Route::Search, "from=yesterday", "bad_value", "from", ""},
    {Route::Search, "from=2017-02-30", "bad_value", "from", ""},
    {Route::Search, "from=2017-01-19T16:26+05:30", "bad_value", "from", "2017-01-19T16:26+05:30"},
    {Route::Search, "from=2018&to=2017", "bad_value", "from", ""},
    {Route::Search, "from=2017&from=2018", "bad_value", "from", ""},
    {Route::Search, "from=2017&start=2018", "bad_value", "from", ""},
    {Route::Search, "sort=best", "bad_value", "sort", ""},
    {Route::Search, "sort=Newest", "bad_value", "sort", ""},
    {Route::Search, "page_size=1001", "bad_value", "page_size", ""},
    {Route::Search, "page_size=-1", "bad_value", "page_size", ""},
    {Route::Search, "page_size=%2B5", "bad_value", "page_size", ""},
    {Route::Search, "page_size=5x", "bad_value", "page_size", ""},
    {Route::Search, "page_size=99999999999", "bad_value", "page_size", ""},
    {Route::Search, "facet_size=0", "bad_value", "facet_size", ""},
    {Route::Search, "facet=title", "bad_value", "facet", ""},
    {Route::Search, "facet=colour", "bad_value", "facet", ""},
    {Route::Search, "interval=fortnight", "bad_value", "interval", ""},
    {Route::Search, "fields=title,colour", "bad_value", "fields", ""},
    {Route::Search, "highlight=yes", "bad_value", "highlight", ""},
    {Route::Search, "q=a&q=b", "bad_value", "q", ""},
    {Route::Search, "tz=Europe/Nowhere", "bad_value", "tz", ""},
    {Route::Search, "missing=title", "bad_value", "missing", ""},
    {Route::Search, "facet_mode=both", "bad_value", "facet_mode", ""},
    {Route::Search, "exclude_colour=red", "unknown_parameter", "exclude_colour", ""},
    {Route::Search, "exclude_sources=a", "unknown_parameter", "exclude_sources", "exclude_source"},
    {Route::Timeline, "q=a&q=b&by=source", "bad_value", "by", ""},
    {Route::Timeline, "by=title", "bad_value", "by", ""},
    {Route::Timeline, "q=a&q=%28b", "query_syntax", "q", ""},
    {Route::FacetValues, "order=size", "bad_value", "order", ""},
    {Route::Count, "page_size=1", "unknown_parameter", "page_size", ""},
    {Route::Search, "page=0", "bad_value", "page", ""},
    {Route::Search, "page=2&cursor=abc", "bad_value", "page", ""},
    {Route::Search, "in=tags", "bad_value", "in", ""},
    {Route::Search, "q=%28ferry", "query_syntax", "q", ""},
    {Route::Search, "snippets=6", "bad_value", "snippets", ""},
    {Route::Search, "snippets=-1", "bad_value", "snippets", ""},
    {Route::Count, "snippets=1", "unknown_parameter", "snippets", ""},
    {Route::Search, "timeout_ms=0", "bad_value", "timeout_ms", ""},
    {Route::Coverage, "timeout_ms=5", "unknown_parameter", "timeout_ms", ""},
    {Route::Search, "revision=latest", "bad_value", "revision", ""},
    {Route::Search, "revision=1&as_of=2", "bad_value", "revision", ""},
    {Route::Feed, "sort=oldest", "bad_value", "sort", ""},
    {Route::Export, "sort=oldest", "unknown_parameter", "sort", ""},
    {Route::Search, "count=fast", "bad_value", "count", ""},
    {Route::Search, "collapse=url", "bad_value", "collapse", ""},
    {Route::Search, "date_field=indexed", "unknown_parameter", "date_field", ""},
    {Route::Search, "versions=all", "unknown_parameter", "versions", ""},
    {Route::Search, "syntax=pro", "bad_value", "syntax", ""},
};

Result<ApiRequest> request_from(Route route, std::string_view query) {
  constexpr std::int64_t kNow = 1'500'000'000;
  return parse_api_request(route, query, kNow);
}

constexpr std::int64_t kStartOf2017 = 1483228800;
constexpr std::int64_t kStartOf2018 = 1514764800;

}  // namespace

TEST_CASE("a request has one canonical address") {
  for (const auto& [route, query, target] : kCanonical) {
    CAPTURE(query);
    const auto request = request_from(route, query);
    REQUIRE(request);
    CHECK(to_string(request->target) == target);
  }
}

TEST_CASE("the canonical address means the same request") {
  for (const auto& [route, query, target] : kCanonical) {
    CAPTURE(query);
    const std::size_t mark = target.find('?');
    const auto again = request_from(
        route, mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1));
    REQUIRE(again);
    CHECK(to_string(again->target) == target);
  }
}

TEST_CASE("what is not offered is refused with what there is instead") {
  for (const auto& [parameter, value, instead] : kNotOffered) {
    CAPTURE(parameter);
    CAPTURE(value);
    const Route route = parameter == "format" ? Route::Export : Route::Search;
    const std::string given(value.empty() ? "all" : value);
    const auto request = request_from(route, std::string(parameter) + "=" + given);
    REQUIRE_FALSE(request);
    CHECK(request.error().message.find(instead) != std::string::npos);
    CHECK(request.error().detail.parameter == parameter);
    CHECK(request.error().detail.kind == (value.empty() ? "unknown_parameter" : "bad_value"));
  }
  const auto refusal_of = [](std::string_view query) {
    const auto request = request_from(Route::Search, query);
    REQUIRE_FALSE(request);
    return request.error().message;
  };
  CHECK(refusal_of("from=2014-02/2014-04").find("An interval has its ends") != std::string::npos);
  CHECK(refusal_of("from=P1M").find("last:7d") != std::string::npos);
  CHECK(refusal_of("to=now-7d").find("last:7d") != std::string::npos);
}

TEST_CASE("a parameter that is none, or a value that cannot be, is refused and named") {
  for (const auto& [route, query, kind, parameter, suggestion] : kRefused) {
    CAPTURE(query);
    const auto request = request_from(route, query);
    REQUIRE_FALSE(request);
    const Error& error = request.error();
    CHECK(error.code == ErrorCode::InvalidArgument);
    CHECK(error.detail.kind == kind);
    CHECK(error.detail.parameter == parameter);
    if (kind != "query_syntax") CHECK(error.detail.suggestion == suggestion);
    CHECK_FALSE(error.message.empty());
  }
}

TEST_CASE("a query over a limit is too broad, not a mistake of syntax") {
  std::string words = "q=a";
  for (int i = 0; i < 70; ++i) words += "+b";
  const std::string deep = "q=" + std::string(20, '(') + "a" + std::string(20, ')');
  for (const std::string& query : {words, deep, "q=" + std::string(3000, 'a')}) {
    CAPTURE(query);
    const auto request = request_from(Route::Search, query);
    REQUIRE_FALSE(request);
    CHECK(request.error().detail.kind == "query_too_broad");
    CHECK(request.error().detail.parameter == "q");
  }
}

TEST_CASE("a refused name of a value comes with those that are allowed") {
  const auto request = request_from(Route::Search, "sort=best");
  REQUIRE_FALSE(request);
  const std::vector<std::string> expected = {"relevance", "newest", "oldest",
                                             "indexed",   "words",  "-words"};
  CHECK(request.error().detail.expected == expected);
}

TEST_CASE("to includes the whole of the time that it names") {
  const auto year = request_from(Route::Search, "from=2017&to=2017");
  REQUIRE(year);
  CHECK(year->search.filters.from == kStartOf2017);
  CHECK(year->search.filters.until == kStartOf2018);
  const auto day = request_from(Route::Search, "to=2017-12-31");
  REQUIRE(day);
  CHECK_FALSE(day->search.filters.from);
  CHECK(day->search.filters.until == kStartOf2018);
}

TEST_CASE("a day begins with its first second also where clocks are put forward at midnight") {
  // In the night of 4 November 2018 clocks there went from 23:59:59 to 01:00:00. An article of
  // that day, whatever its hour, is one of that day; none of the day before is.
  constexpr std::int64_t kMidnight = 1541289600;
  constexpr std::int64_t kChange = 1541300400;
  const auto request =
      request_from(Route::Search, "from=2018-11-04&to=2018-11-04&tz=America/Sao_Paulo");
  REQUIRE(request);
  const Filters& filters = request->search.filters;
  CHECK(filters.from == kChange);
  CHECK(filters.local_from == kMidnight);
  CHECK(filters.local_until == kMidnight + 86400);
  const auto before = request_from(Route::Search, "to=2018-11-03&tz=America/Sao_Paulo");
  REQUIRE(before);
  CHECK(before->search.filters.until == kChange);
  CHECK(before->search.filters.local_until == kMidnight);
}

TEST_CASE("words are looked for where the request says, but those with a field of their own") {
  const auto request = request_from(
      Route::Search, "in=title&q=(ferry+W/3+%22tea+break%22)+AND+lead:storm+AND+tag:sea+AND+ha?b*");
  REQUIRE(request);
  CHECK(to_string(*request->search.query.root) ==
        "(title:ferry W/3 title:\"tea break\") AND lead:storm AND tag:\"sea\" AND title:ha?b*");
  const auto terms = request_from(Route::Terms, "in=lead&q=ferry&vs=storm");
  REQUIRE(terms);
  CHECK(to_string(*terms->versus_query.root) == "lead:storm");
}

TEST_CASE("what is not said has its default") {
  const auto request = request_from(Route::Search, "");
  REQUIRE(request);
  CHECK_FALSE(request->search.query.root);
  CHECK(request->search.page_size == 20);
  CHECK(request->search.sort == SortOrder::Relevance);
  CHECK(request->search.facets.empty());
  CHECK_FALSE(request->search.timeline);
  CHECK(request->highlight);
}

TEST_CASE("what has pages has a page when no size is asked for") {
  for (const RouteRow& row : kRoutes) {
    if (!is_allowed(*find_parameter("page_size"), row.route)) continue;
    CAPTURE(row.pattern);
    const auto request = request_from(row.route, "");
    REQUIRE(request);
    const bool of_values = row.route == Route::FacetValues;
    CHECK((of_values ? request->search.facet_size : request->search.page_size) == 20);
  }
}

TEST_CASE("settings of the ranking are numbers within limits, and have one spelling") {
  for (const RankingSetting& row : kRankingSettings) {
    CAPTURE(row.name);
    const std::string name(row.name);
    const auto most = request_from(Route::Search, name + "=" + std::to_string(row.most));
    REQUIRE(most);
    CHECK(most->search.ranking.*row.value == row.most);
    for (const std::string value : {"-0.1", "1e9", "nan", "inf", "x", "1,5", "40000"}) {
      CAPTURE(value);
      const auto refused = request_from(Route::Search, name + "=" + value);
      REQUIRE_FALSE(refused);
      CHECK(refused.error().detail.parameter == name);
    }
    const Parameter* const parameter = find_parameter(name);
    REQUIRE(parameter != nullptr);
    std::ostringstream limits;
    limits << "from " << row.least << " to " << row.most;
    CHECK(std::string(parameter->allowed).find(limits.str()) != std::string::npos);
  }
  const auto spelt = request_from(Route::Search, "k1=1.60&b=0.750&explain=0");
  REQUIRE(spelt);
  CHECK(to_string(spelt->target) == "/api/v1/search?b=0.75");
}

TEST_CASE("facets and timeline ask for counts and no results") {
  const auto facets = request_from(Route::Facets, "");
  REQUIRE(facets);
  CHECK(facets->search.page_size == 0);
  CHECK(facets->search.facets.size() == kDefaultFacets.size());
  const auto timeline = request_from(Route::Timeline, "");
  REQUIRE(timeline);
  CHECK(timeline->search.page_size == 0);
  CHECK(timeline->search.timeline == Interval::Auto);
}

TEST_CASE("every keyword field of the schema is a filter on every search") {
  for (const Field& row : kFields) {
    if (row.kind != FieldKind::Keyword) continue;
    CAPTURE(row.name);
    const Parameter* parameter = find_parameter(row.name);
    REQUIRE(parameter != nullptr);
    CHECK(parameter->id == ParameterId::Filter);
    for (const Route route : {Route::Search, Route::Facets, Route::Timeline}) {
      const auto request = request_from(route, std::string(row.name) + "=x");
      REQUIRE(request);
      CHECK(request->search.filters.values.at(row.id) == std::vector<std::string>{"x"});
    }
  }
}

}  // namespace backfile
