// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "common/result.h"
#include "server/search/search.h"

namespace backfile {

// A timeline of more buckets than this is refused; Auto chooses the finest interval of at most
// kAutoBuckets.
inline constexpr std::size_t kMaxBuckets = 4000;
inline constexpr std::size_t kAutoBuckets = 62;

// The years that an archive may hold, with a year on each side for time zones. No stored date lies
// outside; bounds of requests may, and are moved here.
inline constexpr std::int64_t kEarliestSecond = -11'707'632'000;
inline constexpr std::int64_t kLatestSecond = 32'535'215'999;

// A complete row of calendar intervals in UTC. Weeks begin on Monday, decades in years that end
// in 0.
class TimeAxis {
 public:
  // The intervals from that of `first` to that of `last`, both in seconds and inclusive; none when
  // last < first. InvalidArgument, naming a coarser interval, when there would be too many.
  static Result<TimeAxis> make(Interval interval, std::int64_t first, std::int64_t last);

  Interval interval() const { return interval_; }  // Never Auto.
  std::size_t size() const { return borders_.empty() ? 0 : borders_.size() - 1; }
  std::int64_t start(std::size_t bucket) const;
  std::int64_t end(std::size_t bucket) const { return start(bucket + 1); }

  // The bucket of a date within the axis. A table lookup.
  bool covers(std::int64_t seconds) const;
  std::size_t bucket_of(std::int64_t seconds) const;  // REQUIRES: covers(seconds).

 private:
  TimeAxis(Interval interval, std::vector<std::int64_t> borders);

  Interval interval_;
  std::vector<std::int64_t> borders_;  // Day numbers since 1970-01-01, one more than buckets.
  std::vector<std::uint16_t> bucket_of_day_;  // By day from the first border on.
};

}  // namespace backfile
