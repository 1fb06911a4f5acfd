// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/routes.h"

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
  for (const auto& [route, pattern] : kRoutes) {
    const std::size_t brace = pattern.find('{');
    if (brace == std::string_view::npos) {
      if (path == pattern) return RouteMatch{route, {}};
      continue;
    }
    if (!path.starts_with(pattern.substr(0, brace))) continue;
    const std::string_view rest = path.substr(brace);
    if (!rest.empty() && rest.find('/') == std::string_view::npos) return RouteMatch{route, rest};
  }
  return std::nullopt;
}

}  // namespace backfile
