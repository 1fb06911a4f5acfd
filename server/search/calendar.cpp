// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/calendar.h"

#include <date/date.h>

#include <algorithm>
#include <array>
#include <limits>
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
    case Interval::Day: return start + date::days(1);
    case Interval::Week: return start + date::weeks(1);
    case Interval::Month: return ymd + date::months(1);
    case Interval::Quarter: return ymd + date::months(3);
    case Interval::Year: return ymd + date::years(1);
    case Interval::Decade: return ymd + date::years(10);
  }
  return start + date::days(1);
}

// The starts of the intervals and the end of the last one; nothing when there are more than
// `most`. Without `first` <= `last` empty.
std::optional<std::vector<std::int64_t>> borders(Interval interval, std::int64_t first,
                                                 std::int64_t last, std::size_t most) {
  std::vector<std::int64_t> days;
  if (last < first) return days;
  const date::sys_days last_day = to_days(day_of(last));
  date::sys_days at = floor_to(interval, to_days(day_of(first)));
  for (; at <= last_day; at = next_start(interval, at)) {
    if (days.size() == most) return std::nullopt;
    days.push_back(at.time_since_epoch().count());
  }
  days.push_back(at.time_since_epoch().count());
  return days;
}

constexpr std::array<std::pair<Interval, std::string_view>, 6> kFinestFirst = {
    {{Interval::Day, "day"},
     {Interval::Week, "week"},
     {Interval::Month, "month"},
     {Interval::Quarter, "quarter"},
     {Interval::Year, "year"},
     {Interval::Decade, "decade"}}};

Error too_many_buckets(Interval interval, std::int64_t first, std::int64_t last) {
  Error error{ErrorCode::InvalidArgument, ""};
  error.detail.parameter = "interval";
  for (const auto& [candidate, name] : kFinestFirst) {
    if (candidate == interval) error.detail.found = name;
    if (error.detail.suggestion.empty() && borders(candidate, first, last, kMaxBuckets)) {
      error.detail.suggestion = name;
    }
  }
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

Result<TimeAxis> TimeAxis::make(Interval interval, std::int64_t first, std::int64_t last) {
  if (first <= last) {
    first = std::clamp(first, kEarliestSecond, kLatestSecond);
    last = std::clamp(last, kEarliestSecond, kLatestSecond);
  }
  if (interval != Interval::Auto) {
    auto days = borders(interval, first, last, kMaxBuckets);
    if (!days) return too_many_buckets(interval, first, last);
    return TimeAxis(interval, std::move(*days));
  }
  for (const auto& [candidate, name] : kFinestFirst) {
    const bool coarsest = candidate == Interval::Decade;
    auto days = borders(candidate, first, last, coarsest ? kMaxBuckets : kAutoBuckets);
    if (days) return TimeAxis(candidate, std::move(*days));
  }
  return too_many_buckets(Interval::Decade, first, last);
}

TimeAxis::TimeAxis(Interval interval, std::vector<std::int64_t> borders)
    : interval_(interval), borders_(std::move(borders)) {
  static_assert(kMaxBuckets <= std::numeric_limits<std::uint16_t>::max());
  if (borders_.empty()) return;
  bucket_of_day_.reserve(static_cast<std::size_t>(borders_.back() - borders_.front()));
  for (std::size_t bucket = 0; bucket + 1 < borders_.size(); ++bucket) {
    const std::int64_t days = borders_[bucket + 1] - borders_[bucket];
    bucket_of_day_.insert(bucket_of_day_.end(), static_cast<std::size_t>(days),
                          static_cast<std::uint16_t>(bucket));
  }
}

std::int64_t TimeAxis::start(std::size_t bucket) const { return borders_[bucket] * kSecondsPerDay; }

bool TimeAxis::covers(std::int64_t seconds) const {
  return !borders_.empty() && seconds >= start(0) && seconds < start(size());
}

std::size_t TimeAxis::bucket_of(std::int64_t seconds) const {
  return bucket_of_day_[static_cast<std::size_t>(day_of(seconds) - borders_.front())];
}

}  // namespace backfile
