// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/timeline.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <utility>

#include "server/search/calendar.h"

namespace backfile {
namespace {

struct Range {
  std::int64_t first = std::numeric_limits<std::int64_t>::max();
  std::int64_t last = std::numeric_limits<std::int64_t>::min();
  std::uint64_t undated = 0;
};

// Documents stand in the order of their dates, the newest first and undated ones last.
Range range_of(const Snapshot& snapshot, const std::vector<SegmentMatches>& matches) {
  Range range;
  for (std::size_t s = 0; s < matches.size(); ++s) {
    const Columns& columns = snapshot.segment(s).columns();
    const DocIds& passed = matches[s].passed;
    const std::size_t dated = passed.count_below(columns.dated + 1);
    range.undated += passed.size() - dated;
    if (dated == 0) continue;
    range.first = std::min(range.first, columns.seconds[passed[dated - 1] - 1]);
    range.last = std::max(range.last, columns.seconds[passed[0] - 1]);
  }
  return range;
}

// A look at the clock of an article costs a sixteenth of a search for a border.
constexpr std::size_t kLooksPerSearch = 16;

// By border of the axis: the first docid that was published before it. Ascending borders are
// descending docids, so that each search begins where the last one ended.
std::vector<std::uint32_t> docids_at_borders(const Columns& columns, const TimeAxis& axis) {
  std::vector<std::uint32_t> docids;
  const auto begin = columns.seconds.begin();
  auto end = begin + columns.dated;
  for (std::size_t border = 0; border <= axis.size(); ++border) {
    end = std::lower_bound(begin, end, axis.start(border), std::greater_equal<>());
    docids.push_back(static_cast<std::uint32_t>(end - begin) + 1);
  }
  return docids;
}

// Adds to each bucket how many of `documents` are in it.
template <typename Add>
void count_by_bucket(const Columns& columns, const DocIds& documents, const TimeAxis& axis,
                     const Add& add) {
  if (axis.size() == 0 || documents.empty()) return;
  if (documents.size() < axis.size() * kLooksPerSearch) {
    documents.for_each([&](std::uint32_t docid) {
      const std::int64_t when = columns.seconds.data()[docid - 1];
      if (axis.covers(when)) add(axis.bucket_of(when), 1);
    });
    return;
  }
  const std::vector<std::uint32_t> borders = docids_at_borders(columns, axis);
  std::size_t newer = documents.count_below(borders[0]);
  for (std::size_t bucket = 0; bucket < axis.size(); ++bucket) {
    const std::size_t newer_than_next = documents.count_below(borders[bucket + 1]);
    add(bucket, newer - newer_than_next);
    newer = newer_than_next;
  }
}

// All that pass the filters, whatever their words.
DocIds passing(const SegmentFilter& filter) {
  if (filter.passes_all()) return filter.within_dates();
  std::vector<std::uint32_t> passed;
  filter.within_dates().for_each([&](std::uint32_t docid) {
    if (!filter.is_dead(docid) && filter.failed(docid) == 0) passed.push_back(docid);
  });
  return DocIds(std::move(passed));
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
  std::vector<TimelineBucket>& buckets = timeline.buckets;
  for (std::size_t s = 0; s < snapshot.segment_count(); ++s) {
    const Columns& columns = snapshot.segment(s).columns();
    count_by_bucket(columns, matches[s].passed, *axis,
                    [&](std::size_t bucket, std::size_t n) { buckets[bucket].articles += n; });
    count_by_bucket(columns, passing(filters.segment(s)), *axis,
                    [&](std::size_t bucket, std::size_t n) { buckets[bucket].total += n; });
  }
  return timeline;
}

}  // namespace backfile
