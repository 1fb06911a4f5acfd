// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/calendar.h"

#include <date/date.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "common/date.h"

namespace backfile {
namespace {

constexpr std::int64_t kSecondsPerDay = 86'400;

std::int64_t day_of(std::int64_t seconds) {
  const std::int64_t day = seconds / kSecondsPerDay;
  return seconds % kSecondsPerDay < 0 ? day - 1 : day;
}

date::sys_days to_days(std::int64_t day) {
  return date::sys_days(date::days(static_cast<date::days::rep>(day)));
}

// The first day of the interval that `day` is in.
date::sys_days floor_to(Interval interval, date::sys_days day) {
  const date::year_month_day ymd = day;
  const auto month = static_cast<unsigned>(ymd.month());
  switch (interval) {
    case Interval::Auto:
    case Interval::Hour:
    case Interval::Day: return day;
    case Interval::Week: return day - (date::weekday(day) - date::Monday);
    case Interval::Month: return ymd.year() / ymd.month() / 1;
    case Interval::Quarter: return ymd.year() / date::month((month - 1) / 3 * 3 + 1) / 1;
    case Interval::Year: return ymd.year() / 1 / 1;
    case Interval::Decade: {
      const int year = static_cast<int>(ymd.year());
      return date::year(year - year % 10) / 1 / 1;
    }
  }
  return day;
}

date::sys_days next_start(Interval interval, date::sys_days start) {
  const date::year_month_day ymd = start;
  switch (interval) {
    case Interval::Auto:
    case Interval::Hour:
    case Interval::Day: return start + date::days(1);
    case Interval::Week: return start + date::weeks(1);
    case Interval::Month: return ymd + date::months(1);
    case Interval::Quarter: return ymd + date::months(3);
    case Interval::Year: return ymd + date::years(1);
    case Interval::Decade: return ymd + date::years(10);
  }
  return start + date::days(1);
}

constexpr std::int64_t kSecondsPerHour = 3'600;

std::int64_t floor_to_hour(std::int64_t local) {
  const std::int64_t rest = local % kSecondsPerHour;
  return local - (rest < 0 ? rest + kSecondsPerHour : rest);
}

// The next instant at which clocks show a full hour, or are put forward or back.
std::int64_t next_hour(const TimeZone& zone, std::int64_t instant) {
  const std::int64_t local = zone.to_local(instant);
  const auto is_changed = [&](std::int64_t when) {
    return zone.to_local(when) - when != local - instant;
  };
  std::int64_t next = instant + floor_to_hour(local) + kSecondsPerHour - local;
  if (!is_changed(next)) return next;
  for (std::int64_t before = instant; next - before > 1;) {
    const std::int64_t middle = before + (next - before) / 2;
    (is_changed(middle) ? next : before) = middle;
  }
  return next;
}

constexpr std::array<std::pair<Interval, std::string_view>, 7> kFinestFirst = {
    {{Interval::Hour, "hour"},
     {Interval::Day, "day"},
     {Interval::Week, "week"},
     {Interval::Month, "month"},
     {Interval::Quarter, "quarter"},
     {Interval::Year, "year"},
     {Interval::Decade, "decade"}}};

Error too_many_buckets(std::string_view interval, std::string_view suggestion) {
  Error error{ErrorCode::InvalidArgument, ""};
  error.detail.parameter = "interval";
  error.detail.found = interval;
  error.detail.suggestion = suggestion;
  error.message = "A timeline by " + error.detail.found + " would have more than " +
                  std::to_string(kMaxBuckets) + " buckets; use the interval " +
                  error.detail.suggestion + " or a shorter range of dates.";
  return error;
}

constexpr std::int64_t seconds_at_start_of(int year) {
  return date::sys_days(date::year(year) / 1 / 1).time_since_epoch().count() * kSecondsPerDay;
}
static_assert(kEarliestSecond == seconds_at_start_of(kFirstYear - 1));
static_assert(kLatestSecond == seconds_at_start_of(kLastYear + 2) - 1);

}  // namespace

std::int64_t interval_start(Interval interval, std::int64_t local) {
  return floor_to(interval, to_days(day_of(local))).time_since_epoch().count() * kSecondsPerDay;
}

std::int64_t next_interval_start(Interval interval, std::int64_t start) {
  return next_start(interval, to_days(day_of(start))).time_since_epoch().count() * kSecondsPerDay;
}

// Nothing when there are more than `most`. Without `first` <= `last` empty.
std::optional<TimeAxis::Borders> TimeAxis::borders(Interval interval, std::int64_t first,
                                                   std::int64_t last, const TimeZone& zone,
                                                   std::size_t most) {
  Borders made;
  if (last < first) return made;
  const bool by_hour = interval == Interval::Hour;
  std::int64_t local = by_hour ? floor_to_hour(first) : interval_start(interval, first);
  std::int64_t instant = zone.to_instant(local);
  // Clocks may have been put forward over the hour.
  if (by_hour) local = zone.to_local(instant);
  for (bool past = false;; past = local > last) {
    made.instants.push_back(instant);
    if (!zone.is_utc()) made.local.push_back(local);
    if (past) return made;
    if (made.instants.size() > most) return std::nullopt;
    if (by_hour) {
      instant = next_hour(zone, instant);
      local = zone.to_local(instant);
    } else {
      local = next_interval_start(interval, local);
      instant = zone.to_instant(local);
    }
  }
}

Result<TimeAxis> TimeAxis::make(Interval interval, std::int64_t first, std::int64_t last,
                                const TimeZone& zone) {
  if (first <= last) {
    first = std::clamp(first, kEarliestSecond, kLatestSecond);
    last = std::clamp(last, kEarliestSecond, kLatestSecond);
  }
  std::string_view finest;
  std::string_view wanted;
  for (const auto& [candidate, name] : kFinestFirst) {
    if (candidate == interval) wanted = name;
    const bool chosen = interval == Interval::Auto ? candidate != Interval::Hour
                                                   : candidate == interval || !wanted.empty();
    if (!chosen) continue;
    const bool capped = interval == Interval::Auto && candidate != Interval::Decade;
    auto made = borders(candidate, first, last, zone, capped ? kAutoBuckets : kMaxBuckets);
    if (!made) continue;
    if (interval == Interval::Auto || candidate == interval) {
      return TimeAxis(candidate, zone, std::move(*made));
    }
    finest = name;
    break;
  }
  return too_many_buckets(wanted, finest);
}

bool TimeAxis::covers(std::int64_t seconds) const {
  return !borders_.empty() && seconds >= borders_.front() && seconds < borders_.back();
}

bool TimeAxis::covers_local(std::int64_t seconds) const {
  if (interval_ == Interval::Hour) return covers(zone_.to_instant(seconds));
  return !borders_.empty() && seconds >= local().front() && seconds < local().back();
}

std::size_t TimeAxis::bucket_of(std::int64_t seconds) const {
  const auto end = std::upper_bound(borders_.begin(), borders_.end(), seconds);
  return static_cast<std::size_t>(end - borders_.begin()) - 1;
}

std::size_t TimeAxis::bucket_of_local(std::int64_t seconds) const {
  // Hours of the clock may come twice, or never.
  if (interval_ == Interval::Hour) return bucket_of(zone_.to_instant(seconds));
  const std::vector<std::int64_t>& borders = local();
  const auto end = std::upper_bound(borders.begin(), borders.end(), seconds);
  return static_cast<std::size_t>(end - borders.begin()) - 1;
}

}  // namespace backfile
