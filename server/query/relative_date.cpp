// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/relative_date.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>

#include "common/ascii.h"
#include "common/date.h"
#include "common/text.h"

namespace backfile {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::months;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::sys_seconds;
using std::chrono::weeks;
using std::chrono::year_month_day;
using std::chrono::years;

enum class Unit { Hour, Day, Week, Month, Year };

struct UnitName {
  std::string_view letter;
  std::string_view word;
  Unit unit;
};
constexpr std::array kUnits = {
    UnitName{"h", "hour", Unit::Hour}, UnitName{"d", "day", Unit::Day},
    UnitName{"w", "week", Unit::Week}, UnitName{"m", "month", Unit::Month},
    UnitName{"y", "year", Unit::Year},
};

std::optional<Unit> read_unit(std::string_view name) {
  for (const UnitName& row : kUnits) {
    const bool many = name.size() == row.word.size() + 1 && name.back() == 's';
    if (name == row.letter || name == row.word || (many && name.starts_with(row.word))) {
      return row.unit;
    }
  }
  return std::nullopt;
}

sys_days as_day(year_month_day date) {
  return date.ok() ? sys_days(date) : sys_days(date.year() / date.month() / std::chrono::last);
}

sys_days days_before(sys_days day, Unit unit, int count) {
  switch (unit) {
    case Unit::Month: return as_day(year_month_day(day) - months(count));
    case Unit::Year: return as_day(year_month_day(day) - years(count));
    case Unit::Week: return day - weeks(count);
    case Unit::Day:
    case Unit::Hour: break;
  }
  return day - days(count);
}

std::int64_t count_of(sys_seconds when) { return when.time_since_epoch().count(); }

}  // namespace

std::optional<DateRange> parse_relative_range(std::string_view text, std::int64_t now) {
  constexpr std::size_t kMostDigits = 4;
  const std::string lower = ascii_lower(trim(text));
  const auto digits =
      static_cast<std::size_t>(std::ranges::find_if_not(lower, is_digit) - lower.begin());
  if (digits == 0 || digits > kMostDigits) return std::nullopt;
  const std::optional<Unit> unit = read_unit(trim(std::string_view(lower).substr(digits)));
  const int count = std::stoi(lower.substr(0, digits));
  if (!unit || count == 0) return std::nullopt;
  const sys_seconds when{seconds(now)};
  DateRange range{};
  if (*unit == Unit::Hour) {
    const auto hour = std::chrono::floor<hours>(when);
    range = {count_of(hour - hours(count)), count_of(hour + hours(1))};
  } else {
    const auto day = std::chrono::floor<days>(when);
    range = {count_of(days_before(day, *unit, count)), count_of(day + days(1))};
  }
  const sys_seconds first = sys_days(std::chrono::year(kFirstYear) / 1 / 1);
  if (range.from < count_of(first)) return std::nullopt;
  return range;
}

}  // namespace backfile
