// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/routes.h"

namespace backfile {
namespace {

constexpr bool rows_stand_in_order() {
  for (std::size_t i = 0; i < kRoutes.size(); ++i) {
    if (kRoutes[i].route != static_cast<Route>(i)) return false;
  }
  return true;
}
static_assert(rows_stand_in_order());

}  // namespace

std::optional<RouteMatch> match_route(std::string_view path) {
  for (const RouteRow& row : kRoutes) {
    const Route route = row.route;
    const std::string_view pattern = row.pattern;
    const std::size_t brace = pattern.find('{');
    if (brace == std::string_view::npos) {
      if (path == pattern) return RouteMatch{route, {}};
      continue;
    }
    const std::string_view end = pattern.substr(pattern.find('}') + 1);
    if (!path.starts_with(pattern.substr(0, brace)) || !path.ends_with(end) ||
        path.size() < brace + end.size()) {
      continue;
    }
    const std::string_view rest = path.substr(brace, path.size() - brace - end.size());
    const bool one_segment = !pattern.ends_with("...}");
    if (rest.empty() || (one_segment && rest.find('/') != std::string_view::npos)) continue;
    return RouteMatch{route, rest};
  }
  return std::nullopt;
}

}  // namespace backfile
