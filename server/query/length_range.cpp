// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/length_range.h"

#include "common/ascii.h"
#include "server/query/ast.h"

namespace backfile {
namespace {

std::optional<std::int64_t> read_number(std::string_view digits) {
  constexpr std::size_t kMostDigits = 9;
  if (!all_digits(digits) || digits.size() > kMostDigits) return std::nullopt;
  std::int64_t number = 0;
  for (const char digit : digits) number = number * 10 + (digit - '0');
  return number;
}

std::optional<LengthRange> read_comparison(std::string_view text) {
  const bool more = text.front() == '>';
  text.remove_prefix(1);
  const bool equal = text.starts_with('=');
  if (equal) text.remove_prefix(1);
  const auto number = read_number(text);
  if (!number) return std::nullopt;
  if (more) return LengthRange{*number + (equal ? 0 : 1), kOpenUntil};
  return LengthRange{kOpenFrom, *number + (equal ? 1 : 0)};
}

}  // namespace

std::optional<LengthRange> parse_length_range(std::string_view text) {
  if (text.starts_with('<') || text.starts_with('>')) return read_comparison(text);
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) {
    const auto number = read_number(text);
    if (!number) return std::nullopt;
    return LengthRange{*number, *number + 1};
  }
  const std::string_view first = text.substr(0, dots);
  const std::string_view last = text.substr(dots + 2);
  if (first.empty() && last.empty()) return std::nullopt;
  const auto from = first.empty() ? kOpenFrom : read_number(first);
  const auto most = last.empty() ? kOpenUntil : read_number(last);
  if (!from || !most) return std::nullopt;
  return LengthRange{*from, last.empty() ? kOpenUntil : *most + 1};
}

std::string length_range_text(std::int64_t from, std::int64_t until) {
  if (from != kOpenFrom && until == from + 1) return std::to_string(from);
  if (from == kOpenFrom && until <= 0) return "<" + std::to_string(until);
  const std::string first = from == kOpenFrom ? "" : std::to_string(from);
  const std::string last = until == kOpenUntil ? "" : std::to_string(until - 1);
  return first + ".." + last;
}

}  // namespace backfile
