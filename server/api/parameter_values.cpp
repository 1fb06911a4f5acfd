// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/parameter_values.h"

#include <algorithm>
#include <charconv>

#include "common/text.h"
#include "server/api/given_parameters.h"
#include "server/api/not_offered.h"

namespace backfile {

std::vector<std::string> countable_fields() {
  std::vector<std::string> names;
  for (const Field& row : kFields) {
    if (row.facet) names.emplace_back(row.name);
  }
  return names;
}

Error not_allowed(const Parameter& parameter, std::string_view found) {
  Error error = bad_value(
      parameter, found,
      "\"" + std::string(parameter.name) + "\" must be " + std::string(parameter.allowed) + ".");
  if (const std::string_view instead = instead_of(parameter.name, found); !instead.empty()) {
    error.message.append(" ").append(instead);
  }
  error.detail.expected = {std::string(parameter.allowed)};
  return error;
}

Result<std::uint32_t> read_number(const Parameter& parameter, const std::string& text,
                                  std::uint32_t least, std::uint32_t most) {
  std::uint32_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, status] = std::from_chars(text.data(), end, value);
  if (status != std::errc() || stop != end || value < least || value > most) {
    return not_allowed(parameter, text);
  }
  return value;
}

Result<double> read_decimal(const Parameter& parameter, const std::string& text, double least,
                            double most) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, status] = std::from_chars(text.data(), end, value, std::chars_format::fixed);
  if (status != std::errc() || stop != end || !(value >= least && value <= most)) {
    return not_allowed(parameter, text);
  }
  return value + 0.0;  // No -0.
}

// Names of keyword fields, in the parameter's order, each once.
Result<std::vector<FieldId>> read_fields(const Parameter& parameter,
                                         const std::vector<std::string>& names) {
  std::vector<FieldId> ids;
  for (const std::string& name : names) {
    const Field* row = find_field(name);
    if (row == nullptr || !row->facet) {
      Error error =
          bad_value(parameter, name, "\"" + name + "\" is not a field that can be counted.");
      error.detail.expected = countable_fields();
      return error;
    }
    if (std::find(ids.begin(), ids.end(), row->id) == ids.end()) ids.push_back(row->id);
  }
  return ids;
}

Result<Timestamp> read_date(const Parameter& parameter, const std::string& text) {
  const std::optional<Timestamp> when = parse_iso_date(trim(text));
  if (when) return *when;
  Error error = not_allowed(parameter, text);
  if (text.find('/') != std::string::npos) {
    error.message += " An interval has its ends in \"from\" and \"to\".";
  } else if (text.starts_with('P') || text.starts_with("now")) {
    error.message += " What counts back from now is asked for in the query: last:7d.";
  }
  // A zone written with a plain "+", which stands for a blank in an address.
  const std::size_t blank = text.rfind(' ');
  if (blank != std::string::npos && text.find('T') < blank) {
    std::string repaired = text;
    repaired[blank] = '+';
    if (parse_iso_date(repaired)) {
      error.message += " A + in an address is written %2B.";
      error.detail.suggestion = repaired;
    }
  }
  return error;
}

Result<std::set<std::string, std::less<>>> read_result_fields(
    const Parameter& parameter, std::span<const std::string_view> known,
    const std::vector<std::string>& names) {
  std::set<std::string, std::less<>> fields;
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      Error error = bad_value(parameter, name, "\"" + name + "\" is not a field of a result.");
      error.detail.expected.assign(known.begin(), known.end());
      return error;
    }
    fields.insert(name);
  }
  return fields;
}

Result<std::set<FieldId>> read_field_set(const Parameter& parameter,
                                         const std::vector<std::string>& names) {
  auto ids = read_fields(parameter, names);
  if (!ids) return std::move(ids).error();
  return std::set<FieldId>(ids->begin(), ids->end());
}

}  // namespace backfile
