// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "common/result.h"
#include "server/search/search.h"
#include "server/search/time_zone.h"

namespace backfile {

// A timeline of more buckets than this is refused; Auto chooses the finest interval of at most
// kAutoBuckets.
inline constexpr std::size_t kMaxBuckets = 4000;
inline constexpr std::size_t kAutoBuckets = 62;

// The years that an archive may hold, with a year on each side for time zones. No stored date lies
// outside; bounds of requests may, and are moved here.
inline constexpr std::int64_t kEarliestSecond = -11'707'632'000;
inline constexpr std::int64_t kLatestSecond = 32'535'215'999;

// A complete row of calendar intervals by the clocks of a time zone. Weeks begin on Monday, decades
// in years that end in 0. Where clocks are put back, the hour that comes twice has two buckets.
class TimeAxis {
 public:
  // The intervals from that of `first` to that of `last`, both in local seconds and inclusive; none
  // when last < first. InvalidArgument, naming a coarser interval, when there would be too many.
  static Result<TimeAxis> make(Interval interval, std::int64_t first, std::int64_t last,
                               const TimeZone& zone = {});

  Interval interval() const { return interval_; }  // Never Auto.
  const TimeZone& zone() const { return zone_; }
  std::size_t size() const { return borders_.empty() ? 0 : borders_.size() - 1; }
  std::int64_t start(std::size_t bucket) const { return borders_[bucket]; }
  std::int64_t end(std::size_t bucket) const { return borders_[bucket + 1]; }
  std::int64_t local_start(std::size_t bucket) const { return local()[bucket]; }
  std::int64_t local_end(std::size_t bucket) const { return local()[bucket + 1]; }

  // The bucket of a date within the axis.
  bool covers(std::int64_t seconds) const;
  std::size_t bucket_of(std::int64_t seconds) const;  // REQUIRES: covers(seconds).
  // The same for a date in local seconds.
  bool covers_local(std::int64_t seconds) const;
  std::size_t bucket_of_local(std::int64_t seconds) const;

 private:
  struct Borders {
    std::vector<std::int64_t> instants;
    std::vector<std::int64_t> local;  // Empty in UTC.
  };
  static std::optional<Borders> borders(Interval interval, std::int64_t first, std::int64_t last,
                                        const TimeZone& zone, std::size_t most);

  TimeAxis(Interval interval, const TimeZone& zone, Borders borders)
      : interval_(interval),
        zone_(zone),
        borders_(std::move(borders.instants)),
        local_(std::move(borders.local)) {}
  const std::vector<std::int64_t>& local() const { return zone_.is_utc() ? borders_ : local_; }

  Interval interval_;
  TimeZone zone_;
  std::vector<std::int64_t> borders_;  // One more than buckets.
  std::vector<std::int64_t> local_;
};

// The start of the interval that `local` is in, in seconds of the calendar, and of the next one.
// Not for Auto and Hour.
std::int64_t interval_start(Interval interval, std::int64_t local);
std::int64_t next_interval_start(Interval interval, std::int64_t start);

}  // namespace backfile
