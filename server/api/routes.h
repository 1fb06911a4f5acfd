// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace backfile {

enum class Route : std::uint8_t {
  Search,
  Count,
  Facets,
  FacetValues,
  Timeline,
  Explain,
  Why,
  Terms,
  Concordance,
  Collocates,
  Suggest,
  Similar,
  Coverage,
  Sample,
  Export,
  Feed,
  Article,
  Lookup,
  Changes,
  Convert,
  Sources,
  OneSource,
  Health,
  Ready,
  Version,
  Metrics,
  OpenApi,
  OpenSearch,
  Meilisearch,
  NewsApi,
  Guardian,
  Nyt,
  MediaCloud,
  Page,
  PageOfArticle,
  PageFile,
};

struct RouteRow {
  Route route;
  // "{...}" stands for one segment of a path or the rest of one, "{path...}" at the end for
  // several.
  std::string_view pattern;
  std::string_view
      letter;  // What docs/rest-api.md calls it in its table of parameters, if it has any.
  std::string_view summary;  // For people, and for /openapi.json.
};

// Every address that is answered.
inline constexpr std::array kRoutes = {
    // clang-format off
    RouteRow{Route::Search, "/api/v1/search", "S", "The articles that match, and on request facets and a timeline"},
    RouteRow{Route::Count, "/api/v1/count", "C", "How many articles match"},
    RouteRow{Route::Facets, "/api/v1/facets", "F", "How many of the matching articles have which source, section, ..."},
    RouteRow{Route::FacetValues, "/api/v1/facets/{field}", "V", "The values of one field, searched, ordered and paged"},
    RouteRow{Route::Timeline, "/api/v1/timeline", "T", "How many of them were published when, and what share of everything that was"},
    RouteRow{Route::Explain, "/api/v1/explain", "E", "What each part of a search does to its result"},
    RouteRow{Route::Why, "/api/v1/why", "W", "Why an article is, or is not, in the result of a search"},
    RouteRow{Route::Terms, "/api/v1/terms", "K", "The words that some articles have more often than others, exactly counted"},
    RouteRow{Route::Concordance, "/api/v1/concordance", "N", "Every match of a query in its context, line by line"},
    RouteRow{Route::Collocates, "/api/v1/collocates", "B", "The words that stand beside the matches of a query"},
    RouteRow{Route::Suggest, "/api/v1/suggest", "G", "Words, titles, sources and authors that begin like what is being typed"},
    RouteRow{Route::Similar, "/api/v1/articles/{id}/similar", "M", "Articles about the same as one"},
    RouteRow{Route::Coverage, "/api/v1/coverage", "O", "What the archive holds of each source, month by month, and where it has gaps"},
    RouteRow{Route::Sample, "/api/v1/sample", "P", "A random sample of the matching articles, stratified on request"},
    RouteRow{Route::Export, "/api/v1/export", "X", "All matching articles, streamed"},
    RouteRow{Route::Feed, "/feeds/search.{format}", "A", "The newest matching articles as a feed: atom, rss or json"},
    RouteRow{Route::Article, "/api/v1/articles/{id}", "", "One article, whole; with .json, .txt, .html, .jsonld, .bib, .ris or .csl.json behind the id in that form"},
    RouteRow{Route::Lookup, "/api/v1/lookup", "L", "The article that was seen under a URL"},
    RouteRow{Route::Changes, "/api/v1/changes", "H", "What was added, replaced and removed since a revision"},
    RouteRow{Route::Convert, "/api/v1/convert", "Q", "A query as it is written in other syntaxes"},
    RouteRow{Route::Sources, "/api/v1/sources", "", "The sources of the archive with their numbers and dates"},
    RouteRow{Route::OneSource, "/api/v1/sources/{id}", "", "One source with its coverage"},
    RouteRow{Route::Health, "/healthz", "", "Whether the server lives"},
    RouteRow{Route::Ready, "/readyz", "", "Whether an archive is served, and which revision of it"},
    RouteRow{Route::Version, "/version", "", "The versions of the program, the archive's format and Xapian"},
    RouteRow{Route::Metrics, "/metrics", "", "Figures for Prometheus"},
    RouteRow{Route::OpenApi, "/openapi.json", "", "This API in OpenAPI 3.1"},
    RouteRow{Route::OpenSearch, "/opensearch.xml", "", "For browsers that add search engines"},
    RouteRow{Route::Meilisearch, "/compat/meilisearch/{path...}", "", "Searching as Meilisearch does"},
    RouteRow{Route::NewsApi, "/compat/newsapi/v2/{path...}", "", "Searching as NewsAPI does"},
    RouteRow{Route::Guardian, "/compat/guardian/search", "", "Searching as the Guardian's API does"},
    RouteRow{Route::Nyt, "/compat/nyt/svc/search/v2/articlesearch.json", "", "Searching as the API of the New York Times does"},
    RouteRow{Route::MediaCloud, "/compat/mediacloud/api/search/{path...}", "", "Counting and listing as Media Cloud does"},
    RouteRow{Route::Page, "/", "", "The page"},
    RouteRow{Route::PageOfArticle, "/a/{id}", "", "The page with one article"},
    RouteRow{Route::PageFile, "/{file}", "", "The page's scripts and styles"},
    // clang-format on
};

constexpr const RouteRow& row_of(Route route) { return kRoutes[static_cast<std::size_t>(route)]; }
constexpr std::string_view pattern_of(Route route) { return row_of(route).pattern; }

struct RouteMatch {
  Route route;
  std::string_view rest;  // What stands for "{...}", not decoded and not empty.
};

// The first row that `path`, the part of a raw target before "?", fits.
std::optional<RouteMatch> match_route(std::string_view path);

}  // namespace backfile
