// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/parameters.h"

#include <algorithm>
#include <vector>

#include "common/edit_distance.h"
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
