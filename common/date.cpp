// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/date.h"

#include <date/date.h>

#include <cstddef>
#include <cstdio>

#include "common/date_fields.h"

namespace backfile {
namespace {

struct Clock {
  int year;
  unsigned month, day;
  int hour, minute, second;
};

Clock clock_at(std::int64_t seconds) {
  const date::sys_seconds point{std::chrono::seconds{seconds}};
  const auto midnight = date::floor<date::days>(point);
  const date::year_month_day day{midnight};
  const auto rest = static_cast<int>((point - midnight).count());
  return {static_cast<int>(day.year()),
          static_cast<unsigned>(day.month()),
          static_cast<unsigned>(day.day()),
          rest / 3600,
          rest / 60 % 60,
          rest % 60};
}

std::string zone_suffix(const Timestamp& when) {
  if (!when.offset_minutes) return {};
  if (*when.offset_minutes == 0) return "Z";
  const unsigned size = static_cast<unsigned>(*when.offset_minutes < 0 ? -*when.offset_minutes
                                                                       : *when.offset_minutes);
  char text[16];
  std::snprintf(text, sizeof text, "%c%02u:%02u", *when.offset_minutes < 0 ? '-' : '+', size / 60,
                size % 60);
  return text;
}

std::string day_text(const Clock& clock) {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", clock.year, clock.month, clock.day);
  return text;
}

std::string time_text(const Clock& clock) {
  char text[48];
  std::snprintf(text, sizeof text, "T%02d:%02d:%02d", clock.hour, clock.minute, clock.second);
  return text;
}

// Reads fixed fields from the front of a text.
class Fields {
 public:
  explicit Fields(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  bool next_is(char c) const { return !rest_.empty() && rest_.front() == c; }
  bool skip(char c) {
    if (!next_is(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // Exactly `width` digits.
  std::optional<int> number(std::size_t width) {
    if (rest_.size() < width) return std::nullopt;
    int value = 0;
    for (const char c : rest_.substr(0, width)) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(width);
    return value;
  }
  bool skip_digits() {
    const std::size_t end = rest_.find_first_not_of("0123456789");
    const std::size_t count = end == std::string_view::npos ? rest_.size() : end;
    rest_.remove_prefix(count);
    return count > 0;
  }

 private:
  std::string_view rest_;
};

bool read_zone(Fields& in, DateFields& out) {
  if (in.done()) return true;
  if (in.skip('Z')) {
    out.offset_minutes = 0;
    return in.done();
  }
  const bool west = in.next_is('-');
  if (!in.skip('+') && !in.skip('-')) return false;
  const auto hours = in.number(2);
  if (!hours) return false;
  int minutes = 0;
  if (!in.done()) {
    in.skip(':');
    const auto read = in.number(2);
    if (!read || *read > 59) return false;
    minutes = *read;
  }
  out.offset_minutes = (west ? -1 : 1) * (*hours * 60 + minutes);
  return in.done();
}

bool read_time(Fields& in, DateFields& out) {
  out.hour = in.number(2);
  if (!out.hour || *out.hour > 23 || !in.skip(':')) return false;
  out.minute = in.number(2);
  if (!out.minute) return false;
  if (in.skip(':')) {
    out.second = in.number(2);
    if (!out.second || *out.second > 59) return false;
    if (in.skip('.') && !in.skip_digits()) return false;
  }
  return read_zone(in, out);
}

bool read_date(Fields& in, DateFields& out) {
  out.year = in.number(4);
  if (!out.year) return false;
  if (in.done()) return true;
  if (!in.skip('-')) return false;
  out.month = in.number(2);
  if (!out.month) return false;
  if (in.done()) return true;
  if (!in.skip('-')) return false;
  out.day = in.number(2);
  if (!out.day) return false;
  if (in.done()) return true;
  if (!in.skip('T') && !in.skip(' ')) return false;
  return read_time(in, out);
}

}  // namespace

std::string_view to_string(DatePrecision precision) {
  switch (precision) {
    case DatePrecision::Year: return "year";
    case DatePrecision::Month: return "month";
    case DatePrecision::Day: return "day";
    case DatePrecision::Minute: return "minute";
    case DatePrecision::Second: return "second";
  }
  return "second";
}

std::string to_iso(const Timestamp& when) {
  const Clock clock = clock_at(when.seconds + std::int64_t{60} * when.offset_minutes.value_or(0));
  switch (when.precision) {
    case DatePrecision::Year: return day_text(clock).substr(0, 4);
    case DatePrecision::Month: return day_text(clock).substr(0, 7);
    case DatePrecision::Day: return day_text(clock);
    case DatePrecision::Minute:
    case DatePrecision::Second: return day_text(clock) + time_text(clock) + zone_suffix(when);
  }
  return {};
}

std::string to_iso_utc(std::int64_t seconds) {
  const Clock clock = clock_at(seconds);
  return day_text(clock) + time_text(clock) + "Z";
}

std::optional<Timestamp> parse_iso_date(std::string_view text) {
  Fields in(text);
  DateFields fields;
  if (!read_date(in, fields)) return std::nullopt;
  return to_timestamp(fields);
}

std::int64_t end_of(const Timestamp& when) {
  const Clock clock = clock_at(when.seconds);
  const date::year_month year_month{date::year{clock.year}, date::month{clock.month}};
  const auto first_second = [](date::year_month month) {
    return std::int64_t{86400} * date::sys_days{month / 1}.time_since_epoch().count();
  };
  switch (when.precision) {
    case DatePrecision::Year: return first_second(date::year{clock.year + 1} / date::January);
    case DatePrecision::Month: return first_second(year_month + date::months{1});
    case DatePrecision::Day: return when.seconds + 86400;
    case DatePrecision::Minute: return when.seconds + 60;
    case DatePrecision::Second: return when.seconds + 1;
  }
  return when.seconds;
}

}  // namespace backfile
