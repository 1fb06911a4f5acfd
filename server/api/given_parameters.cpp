// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/given_parameters.h"

#include <algorithm>
#include <utility>

#include "common/text.h"
#include "server/api/not_offered.h"
#include "server/http/errors.h"
#include "server/http/percent.h"

namespace backfile {
namespace {

Error unknown_parameter(Route route, std::string_view name) {
  const std::string names = parameter_names(route);
  Error error = refusal("unknown_parameter", "\"" + std::string(name) + "\" is no parameter of " +
                                                 std::string(pattern_of(route)) + ".");
  error.detail.parameter = name;
  const std::string_view instead = instead_of(name);
  if (names.empty()) {
    error.message += " It takes none.";
  } else if (!instead.empty()) {
    error.message.append(" ").append(instead);
  } else if (const Parameter* closest =
                 find_parameter(name) != nullptr ? nullptr : closest_parameter(name, route)) {
    error.message += " Did you mean \"" + std::string(closest->name) + "\"?";
    error.detail.suggestion = closest->name;
  } else {
    error.message += " It takes " + names + ".";
  }
  return error;
}

std::vector<std::string> pieces_of(std::string_view value) {
  std::vector<std::string> pieces;
  while (!value.empty()) {
    const std::string_view piece = value.substr(0, value.find(','));
    value.remove_prefix(std::min(value.size(), piece.size() + 1));
    if (!trim(piece).empty()) pieces.emplace_back(trim(piece));
  }
  return pieces;
}

}  // namespace

Error bad_value(const Parameter& parameter, std::string_view found, std::string message) {
  Error error = refusal("bad_value", std::move(message));
  error.detail.parameter = parameter.name;
  error.detail.found = found;
  return error;
}

Result<GivenParameters> given_parameters(Route route, std::string_view query) {
  auto raw = split_parameters(query);
  if (!raw) return std::move(raw).error();
  GivenParameters given;
  for (const auto& [name, value] : *raw) {
    const Parameter* parameter = find_parameter(name);
    if (parameter == nullptr || !is_allowed(*parameter, route)) {
      return unknown_parameter(route, name);
    }
    if (trim(value).empty()) continue;
    std::vector<std::string>& values = given[parameter];
    if (parameter->many == Many::RepeatedOrList) {
      for (std::string& piece : pieces_of(value)) values.push_back(std::move(piece));
    } else if (parameter->many == Many::Once && !values.empty() && values.front() != value) {
      return bad_value(*parameter, value,
                       "\"" + std::string(parameter->name) +
                           "\" is given more than once with different values, perhaps under "
                           "another of its names.");
    } else if (std::find(values.begin(), values.end(), value) == values.end()) {
      values.push_back(value);
    }
  }
  std::erase_if(given, [](const auto& entry) { return entry.second.empty(); });
  return given;
}

}  // namespace backfile
