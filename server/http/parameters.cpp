// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/parameters.h"

#include <algorithm>
#include <vector>

#include "common/text.h"

namespace backfile {
namespace {

constexpr bool names_are_unique() {
  std::array<std::string_view, kParameters.size() * 6> seen{};
  std::size_t count = 0;
  for (const Parameter& parameter : kParameters) {
    seen[count++] = parameter.name;
    for (const std::string_view alias : parameter.aliases.names) {
      if (!alias.empty()) seen[count++] = alias;
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = i + 1; j < count; ++j) {
      if (seen[i] == seen[j]) return false;
    }
  }
  return true;
}
static_assert(names_are_unique());

// Letters to change, add or take away, or to swap with their neighbour.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

}  // namespace

const Parameter* find_parameter(std::string_view name) {
  for (const Parameter& parameter : kParameters) {
    if (parameter.name == name) return &parameter;
    for (const std::string_view alias : parameter.aliases.names) {
      if (!alias.empty() && alias == name) return &parameter;
    }
  }
  return nullptr;
}

const Parameter* closest_parameter(std::string_view name, Route route) {
  constexpr std::size_t kLongestName = 32;
  const Parameter* closest = nullptr;
  if (name.empty() || name.size() > kLongestName) return closest;
  const std::string folded = fold(name);
  std::size_t best = name.size() < 4 ? 2 : 3;  // A distance below it.
  const auto consider = [&](const Parameter& parameter, std::string_view candidate) {
    const std::size_t distance = edit_distance(folded, fold(candidate));
    if (distance < best) {
      best = distance;
      closest = &parameter;
    }
  };
  for (const Parameter& parameter : kParameters) {
    if (!is_allowed(parameter, route)) continue;
    consider(parameter, parameter.name);
    for (const std::string_view alias : parameter.aliases.names) {
      if (!alias.empty()) consider(parameter, alias);
    }
  }
  return closest;
}

std::string parameter_names(Route route) {
  std::string names;
  for (const Parameter& parameter : kParameters) {
    if (!is_allowed(parameter, route)) continue;
    if (!names.empty()) names += ", ";
    names += parameter.name;
  }
  return names;
}

}  // namespace backfile
