// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/model_clock.h"

#include <cstdlib>
#include <ctime>

namespace backfile {
namespace {

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kQuarter = 15 * kMinute;  // Clocks are put forward and back by these.
constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kDay = 24 * kHour;

std::tm utc(std::int64_t seconds) {
  std::tm parts{};
  const std::time_t when = seconds;
  ::gmtime_r(&when, &parts);
  return parts;
}

std::int64_t first_of(int year_since_1900, int month) {
  std::tm parts{};
  parts.tm_year = year_since_1900;
  parts.tm_mon = month;
  parts.tm_mday = 1;
  return ::timegm(&parts);
}

}  // namespace

std::int64_t clock_at(std::int64_t instant, const std::string& zone) {
  if (zone == "UTC") return instant;
  static std::string current;
  if (current != zone) {
    ::setenv("TZ", zone.c_str(), 1);
    ::tzset();
    current = zone;
  }
  std::tm parts{};
  const std::time_t when = instant;
  ::localtime_r(&when, &parts);
  return ::timegm(&parts);
}

std::int64_t first_instant(std::int64_t local, const std::string& zone) {
  if (zone == "UTC") return local;
  // No clock is put back or forward by more than a few hours.
  std::int64_t instant = local - (clock_at(local, zone) - local) - 4 * kHour;
  while (clock_at(instant + 1, zone) < local) {
    std::int64_t step = 1;
    // Not over a change.
    for (const std::int64_t longer : {kMinute, kQuarter}) {
      const std::int64_t then = clock_at(instant + longer, zone);
      if (then < local && then == clock_at(instant, zone) + longer) step = longer;
    }
    instant += step;
  }
  return instant + 1;
}

std::vector<std::int64_t> hour_borders(std::int64_t first, std::int64_t last,
                                       const std::string& zone, std::size_t most) {
  std::vector<std::int64_t> borders;
  if (first > last) return borders;
  const std::int64_t rest = ((first % kHour) + kHour) % kHour;
  std::int64_t instant = first_instant(first - rest, zone);
  borders.push_back(instant);
  while (clock_at(instant, zone) <= last && borders.size() <= most) {
    do {
      instant += kQuarter;
    } while (clock_at(instant, zone) % kHour != 0 &&
             clock_at(instant, zone) == clock_at(instant - kQuarter, zone) + kQuarter);
    borders.push_back(instant);
  }
  return borders;
}

std::int64_t model_interval_start(Interval interval, std::int64_t seconds, int steps) {
  const std::tm parts = utc(seconds);
  const std::int64_t midnight = seconds - parts.tm_hour * 3600 - parts.tm_min * 60 - parts.tm_sec;
  switch (interval) {
    case Interval::Auto:
    case Interval::Hour: return seconds - parts.tm_min * 60 - parts.tm_sec + steps * 3600;
    case Interval::Day: return midnight + steps * kDay;
    case Interval::Week: return midnight + ((steps * 7) - (parts.tm_wday + 6) % 7) * kDay;
    case Interval::Month: return first_of(parts.tm_year, parts.tm_mon + steps);
    case Interval::Quarter: return first_of(parts.tm_year, parts.tm_mon / 3 * 3 + 3 * steps);
    case Interval::Year: return first_of(parts.tm_year + steps, 0);
    case Interval::Decade: return first_of((parts.tm_year + 1900) / 10 * 10 - 1900 + 10 * steps, 0);
  }
  return midnight;
}

}  // namespace backfile
