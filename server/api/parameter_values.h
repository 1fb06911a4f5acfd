// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/date.h"
#include "common/result.h"
#include "server/api/parameters.h"
#include "server/render/names.h"

namespace backfile {

// What stands behind the names of parameters, read one kind of value at a time. Everything here
// answers InvalidArgument of the kind bad_value, with what was found and what is allowed.

// Names of the fields that can be counted.
std::vector<std::string> countable_fields();

// That the parameter may not be `found`.
Error not_allowed(const Parameter& parameter, std::string_view found);

Result<std::uint32_t> read_number(const Parameter& parameter, const std::string& text,
                                  std::uint32_t least, std::uint32_t most);
Result<double> read_decimal(const Parameter& parameter, const std::string& text, double least,
                            double most);
Result<Timestamp> read_date(const Parameter& parameter, const std::string& text);
// Names of fields that can be counted, in their order, each once.
Result<std::vector<FieldId>> read_fields(const Parameter& parameter,
                                         const std::vector<std::string>& names);
Result<std::set<FieldId>> read_field_set(const Parameter& parameter,
                                         const std::vector<std::string>& names);
// Some of the names in `known`.
Result<std::set<std::string, std::less<>>> read_result_fields(
    const Parameter& parameter, std::span<const std::string_view> known,
    const std::vector<std::string>& names);

template <typename T, typename Target>
Result<void> assign(Result<T> value, Target& target) {
  if (!value) return std::move(value).error();
  target = std::move(value).value();
  return {};
}

template <typename Enum, std::size_t size, typename Target>
Result<void> assign_name(const std::array<std::pair<std::string_view, Enum>, size>& names,
                         const Parameter& parameter, const std::string& text, Target& target) {
  const std::optional<Enum> value = value_of(names, text);
  if (!value) {
    Error error = not_allowed(parameter, text);
    error.detail.expected.clear();
    for (const auto& [name, unused] : names) error.detail.expected.emplace_back(name);
    return error;
  }
  target = *value;
  return {};
}

}  // namespace backfile
