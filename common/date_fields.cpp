// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/date_fields.h"

#include <date/date.h>

namespace backfile {
namespace {

constexpr int kLargestOffset = 14 * 60 + 45;  // Chatham in summer is +13:45, Kiritimati +14:00.

bool within(int value, int low, int high) { return low <= value && value <= high; }

bool has_no_gap(const DateFields& fields) {
  if (!fields.year) return false;
  if (fields.day && !fields.month) return false;
  if (fields.hour && (!fields.day || !fields.minute)) return false;
  return fields.hour || (!fields.minute && !fields.second);
}

bool time_exists(const DateFields& fields) {
  const int second = fields.second.value_or(0);
  if (fields.hour == 24) return fields.minute == 0 && second == 0;
  return within(*fields.hour, 0, 23) && within(*fields.minute, 0, 59) && within(second, 0, 60);
}

DatePrecision precision_of(const DateFields& fields) {
  if (fields.second) return DatePrecision::Second;
  if (fields.hour) return DatePrecision::Minute;
  if (fields.day) return DatePrecision::Day;
  return fields.month ? DatePrecision::Month : DatePrecision::Year;
}

}  // namespace

std::optional<Timestamp> to_timestamp(const DateFields& fields) {
  if (!has_no_gap(fields)) return std::nullopt;
  if (!within(*fields.year, kFirstYear, kLastYear)) return std::nullopt;
  if (!within(fields.month.value_or(1), 1, 12) || !within(fields.day.value_or(1), 1, 31)) {
    return std::nullopt;
  }
  const date::year_month_day day{date::year{*fields.year},
                                 date::month{static_cast<unsigned>(fields.month.value_or(1))},
                                 date::day{static_cast<unsigned>(fields.day.value_or(1))}};
  if (!day.ok()) return std::nullopt;

  Timestamp when;
  when.precision = precision_of(fields);
  when.seconds = std::int64_t{86400} * date::sys_days{day}.time_since_epoch().count();
  if (!fields.hour) return when;

  if (!time_exists(fields)) return std::nullopt;
  when.seconds += *fields.hour * 3600 + *fields.minute * 60 + fields.second.value_or(0);
  if (fields.offset_minutes) {
    if (!within(*fields.offset_minutes, -kLargestOffset, kLargestOffset)) return std::nullopt;
    when.offset_minutes = static_cast<std::int16_t>(*fields.offset_minutes);
    when.seconds -= *fields.offset_minutes * 60;
  }
  return when;
}

}  // namespace backfile
