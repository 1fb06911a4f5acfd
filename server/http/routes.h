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
  Article,
  Facets,
  Timeline,
  Sources,
  Health,
  Ready,
  Version,
  Page,
  PageOfArticle,
  PageFile,
};

struct RouteRow {
  Route route;
  std::string_view pattern;  // "{...}" at the end stands for one segment of a path.
};

// Every address that is answered.
inline constexpr std::array kRoutes = {
    RouteRow{Route::Search, "/api/v1/search"},
    RouteRow{Route::Article, "/api/v1/articles/{id}"},
    RouteRow{Route::Facets, "/api/v1/facets"},
    RouteRow{Route::Timeline, "/api/v1/timeline"},
    RouteRow{Route::Sources, "/api/v1/sources"},
    RouteRow{Route::Health, "/healthz"},
    RouteRow{Route::Ready, "/readyz"},
    RouteRow{Route::Version, "/version"},
    RouteRow{Route::Page, "/"},
    RouteRow{Route::PageOfArticle, "/a/{id}"},
    RouteRow{Route::PageFile, "/{file}"},
};

constexpr std::string_view pattern_of(Route route) {
  return kRoutes[static_cast<std::size_t>(route)].pattern;
}

struct RouteMatch {
  Route route;
  std::string_view rest;  // What stands for "{...}", not decoded and not empty.
};

// The first row that `path`, the part of a raw target before "?", fits.
std::optional<RouteMatch> match_route(std::string_view path);

}  // namespace backfile
