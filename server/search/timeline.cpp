// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/timeline.h"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "server/search/calendar.h"

namespace backfile {
namespace {

struct Range {
  std::int64_t first = std::numeric_limits<std::int64_t>::max();
  std::int64_t last = std::numeric_limits<std::int64_t>::min();
  std::uint64_t undated = 0;
};

Range range_of(const Snapshot& snapshot, const std::vector<SegmentMatches>& matches) {
  Range range;
  for (std::size_t s = 0; s < matches.size(); ++s) {
    const std::vector<std::int64_t>& seconds = snapshot.segment(s).columns().seconds;
    for (const std::uint32_t docid : matches[s].passed) {
      const std::int64_t when = seconds[docid - 1];
      if (when == kNoDate) {
        ++range.undated;
        continue;
      }
      range.first = std::min(range.first, when);
      range.last = std::max(range.last, when);
    }
  }
  return range;
}

void count_matches(const Snapshot& snapshot, const std::vector<SegmentMatches>& matches,
                   const TimeAxis& axis, std::vector<TimelineBucket>* buckets) {
  for (std::size_t s = 0; s < matches.size(); ++s) {
    const std::vector<std::int64_t>& seconds = snapshot.segment(s).columns().seconds;
    for (const std::uint32_t docid : matches[s].passed) {
      const std::int64_t when = seconds[docid - 1];
      if (axis.covers(when)) ++(*buckets)[axis.bucket_of(when)].articles;
    }
  }
}

void count_totals(const Snapshot& snapshot, const FilterSet& filters, const TimeAxis& axis,
                  std::vector<TimelineBucket>* buckets) {
  for (std::size_t s = 0; s < snapshot.segment_count(); ++s) {
    const SegmentFilter& filter = filters.segment(s);
    if (filter.none_in_range()) continue;
    const std::vector<std::int64_t>& seconds = snapshot.segment(s).columns().seconds;
    for (std::uint32_t docid = 1; docid <= seconds.size(); ++docid) {
      const std::int64_t when = seconds[docid - 1];
      if (!axis.covers(when) || filter.is_dead(docid) || filter.failed(docid) != 0) continue;
      ++(*buckets)[axis.bucket_of(when)].total;
    }
  }
}

}  // namespace

Result<Timeline> count_by_time(const Snapshot& snapshot, const FilterSet& filters,
                               const Filters& bounds, Interval interval,
                               const std::vector<SegmentMatches>& matches) {
  Range range = range_of(snapshot, matches);
  const bool bounded = bounds.from && bounds.until;
  const bool any_dated = range.first <= range.last;
  if (bounds.from && (any_dated || bounded)) range.first = *bounds.from;
  if (bounds.until && (any_dated || bounded)) {
    range.last = std::max(*bounds.until, kEarliestSecond) - 1;
  }
  const Result<TimeAxis> axis = TimeAxis::make(interval, range.first, range.last);
  if (!axis) return axis.error();
  Timeline timeline{axis->interval(), std::vector<TimelineBucket>(axis->size()), range.undated};
  for (std::size_t i = 0; i < axis->size(); ++i) {
    timeline.buckets[i].start = axis->start(i);
    timeline.buckets[i].end = axis->end(i);
  }
  count_matches(snapshot, matches, *axis, &timeline.buckets);
  count_totals(snapshot, filters, *axis, &timeline.buckets);
  return timeline;
}

}  // namespace backfile
