// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/date_range.h"

#include <array>

#include "common/date.h"
#include "server/query/ast.h"

namespace backfile {
namespace {

constexpr std::string_view kDots = "..";

// From coarse to fine. Minutes are printed as seconds anyway.
constexpr std::array kPrecisions = {DatePrecision::Year, DatePrecision::Month, DatePrecision::Day,
                                    DatePrecision::Second};

std::string print_at(std::int64_t seconds, DatePrecision precision) {
  return to_iso(Timestamp{seconds, precision, std::nullopt});
}

// The year, month, day or second that `seconds` lies in.
DateRange unit_around(std::int64_t seconds, DatePrecision precision) {
  const auto unit = parse_iso_date(print_at(seconds, precision));
  return unit ? DateRange{unit->seconds, end_of(*unit)} : DateRange{seconds, seconds + 1};
}

std::string shortest_from(std::int64_t from) {
  if (from == kOpenFrom) return {};
  for (const DatePrecision precision : kPrecisions) {
    if (unit_around(from, precision).from == from) return print_at(from, precision);
  }
  return print_at(from, DatePrecision::Second);
}

std::string shortest_until(std::int64_t until) {
  if (until == kOpenUntil) return {};
  for (const DatePrecision precision : kPrecisions) {
    if (unit_around(until - 1, precision).until == until) return print_at(until - 1, precision);
  }
  return print_at(until - 1, DatePrecision::Second);
}

std::string replace_first(std::string_view text, std::string_view what, std::string_view with) {
  const std::size_t at = text.find(what);
  if (at == std::string_view::npos) return {};
  return std::string(text.substr(0, at)) + std::string(with) +
         std::string(text.substr(at + what.size()));
}

std::string if_date_range(std::string text) {
  const auto range = parse_date_range(text);
  return range && range->from < range->until ? text : std::string();
}

std::string without_comparison(std::string_view text) {
  const char sign = text.front();
  if (sign != '<' && sign != '>') return {};
  text.remove_prefix(1);
  if (text.starts_with('=')) text.remove_prefix(1);
  return sign == '>' ? std::string(text) + ".." : ".." + std::string(text);
}

}  // namespace

std::optional<DateRange> parse_date_range(std::string_view text) {
  std::size_t dots = text.find(kDots);
  std::size_t separator = kDots.size();
  if (dots == std::string_view::npos) {
    dots = text.find('/');
    separator = 1;
  }
  if (dots == std::string_view::npos) {
    const auto date = parse_iso_date(text);
    if (!date) return std::nullopt;
    return DateRange{date->seconds, end_of(*date)};
  }
  const std::string_view first = text.substr(0, dots);
  const std::string_view last = text.substr(dots + separator);
  if (first.empty() && last.empty()) return std::nullopt;
  DateRange range{kOpenFrom, kOpenUntil};
  if (!first.empty()) {
    const auto from = parse_iso_date(first);
    if (!from) return std::nullopt;
    range.from = from->seconds;
  }
  if (!last.empty()) {
    const auto until = parse_iso_date(last);
    if (!until) return std::nullopt;
    range.until = end_of(*until);
  }
  return range;
}

std::string to_string(const DateRange& range) {
  if (range.from != kOpenFrom && range.until != kOpenUntil) {
    for (const DatePrecision precision : kPrecisions) {
      const DateRange unit = unit_around(range.from, precision);
      if (unit.from == range.from && unit.until == range.until) {
        return print_at(range.from, precision);
      }
    }
  }
  return shortest_from(range.from) + std::string(kDots) + shortest_until(range.until);
}

std::string probable_date_range(std::string_view text) {
  if (text.empty()) return {};
  if (std::string range = if_date_range(without_comparison(text)); !range.empty()) return range;
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') {
    return if_date_range(replace_first(text.substr(1, text.size() - 2), " TO ", kDots));
  }
  for (const std::string_view separator : {"...", "…", "/", "–", "—"}) {
    if (std::string range = if_date_range(replace_first(text, separator, kDots)); !range.empty()) {
      return range;
    }
  }
  const auto date = parse_date(text);
  return date ? if_date_range(to_iso(*date)) : std::string();
}

}  // namespace backfile
