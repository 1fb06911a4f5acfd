// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "server/search/calendar.h"
#include "server/search/search.h"

namespace backfile {

class Snapshot;
struct TimelineScope;

// How much each source usually has, and where it falls short of that. The rules, for a source and
// the intervals of a timeline, by days in UTC:
// - What is usual is the median of the kUsualSpan intervals before this one; of days, of the same
//   weekday in as many weeks. There is none before the source has had articles for that long.
// - The source is low where what is usual is at least kLeastUsual, and it has less than one in
//   kLowFactor of that.
// - An interval is low where the sources that are low usually make up at least one in kLowFactor of
//   what is usual for all that usually have as much as kLeastUsual.
inline constexpr std::size_t kUsualSpan = 8;
inline constexpr std::uint32_t kLeastUsual = 4;
inline constexpr std::uint32_t kLowFactor = 4;

// Articles of one source on one day.
struct DayCount {
  std::int32_t day;  // Since 1970-01-01, UTC.
  std::uint32_t articles;
};

// By number of the source, by day. Live articles only.
using SourceDays = std::vector<std::vector<DayCount>>;
SourceDays count_source_days(const Snapshot& snapshot);

// What has been found out about a revision, kept for its life. Any thread.
class CoverageCache {
 public:
  using Key = std::pair<Interval, std::vector<std::uint32_t>>;
  using Days = std::shared_ptr<const std::vector<std::int32_t>>;

  Days find(const Key& key) const;
  void insert(const Key& key, Days days);

 private:
  static constexpr std::size_t kMostKept = 256;
  mutable std::mutex mutex_;
  std::map<Key, Days> kept_;
};

// The first days of the intervals that are low, ascending. `interval`: Day or coarser. `sources`:
// numbers in the dictionary, ascending.
std::vector<std::int32_t> low_intervals(const SourceDays& days, Interval interval,
                                        const std::vector<std::uint32_t>& sources);

// By bucket of an axis. Hours are judged by their day.
std::vector<bool> low_buckets(const Snapshot& snapshot, const std::vector<std::uint32_t>& sources,
                              const TimeAxis& axis);

// The sources that the filters admit, ascending.
std::vector<std::uint32_t> sources_within(const TimelineScope& scope);

// Articles of a source in one interval of its life.
struct CoverageCell {
  std::int64_t start;  // Seconds, UTC.
  std::uint32_t articles;
  Coverage coverage;
};
// All intervals from the first to the last article. `interval`: Day or coarser.
std::vector<CoverageCell> coverage_of(const std::vector<DayCount>& days, Interval interval);

}  // namespace backfile
