// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/timeline.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

#include "common/prefetch.h"
#include "server/search/coverage.h"
#include "server/search/timeline_series.h"

namespace backfile {
namespace {

// In local seconds, both inclusive.
struct Range {
  std::int64_t first = std::numeric_limits<std::int64_t>::max();
  std::int64_t last = std::numeric_limits<std::int64_t>::min();
  std::uint64_t undated = 0;

  void include(std::int64_t local) {
    first = std::min(first, local);
    last = std::max(last, local);
  }
};

std::int64_t local_time(const Columns& columns, std::uint32_t docid, const TimeZone& zone) {
  const std::int64_t when = columns.seconds[docid - 1];
  return columns.is_local(docid) ? when : zone.to_local(when);
}

// No two clocks are further apart.
constexpr std::int64_t kWidestOffset = 26 * 3600;

// Documents stand in the order of their dates, the newest first and undated ones last; by the
// clocks of a zone those near either end may stand in another order.
void include_dates(const Columns& columns, const DocIds& dated, const TimeZone& zone,
                   Range* range) {
  const std::int64_t newest = columns.seconds[dated[0] - 1];
  const std::int64_t oldest = columns.seconds[dated[dated.size() - 1] - 1];
  if (zone.is_utc()) {
    range->include(newest);
    range->include(oldest);
    return;
  }
  for (std::size_t i = 0; i < dated.size(); ++i) {
    if (columns.seconds[dated[i] - 1] < newest - kWidestOffset) break;
    range->include(local_time(columns, dated[i], zone));
  }
  for (std::size_t i = dated.size(); i > 0; --i) {
    if (columns.seconds[dated[i - 1] - 1] > oldest + kWidestOffset) break;
    range->include(local_time(columns, dated[i - 1], zone));
  }
}

Range range_of(const Snapshot& snapshot, const std::vector<SegmentMatches>& matches,
               const TimeZone& zone) {
  Range range;
  for (std::size_t s = 0; s < matches.size(); ++s) {
    const Columns& columns = snapshot.segment(s).columns();
    const DocIds& passed = matches[s].passed;
    const DocIds dated = passed.within(1, columns.dated + 1);
    range.undated += passed.size() - dated.size();
    if (!dated.empty()) include_dates(columns, dated, zone, &range);
  }
  return range;
}

void apply_bounds(const Filters& bounds, const TimeZone& zone, Range* range) {
  const bool bounded = bounds.from && bounds.until;
  if (!bounded && range->first > range->last) return;
  if (bounds.from) range->first = bounds.local_from.value_or(zone.to_local(*bounds.from));
  if (bounds.until) {
    const std::int64_t until = std::max(*bounds.until, kEarliestSecond);
    range->last = bounds.local_until.value_or(zone.to_local(until)) - 1;
  }
}

// A look at the clock of an article costs a sixteenth of a search for a border.
constexpr std::size_t kLooksPerSearch = 16;

// The first of `count` falling dates that is before `second`, looked for from a guess by doubling
// steps.
std::size_t first_before(std::int64_t second, const std::int64_t* dates, std::size_t count,
                         std::size_t guess) {
  std::size_t low = guess;   // All before it are not before `second`,
  std::size_t high = guess;  // and all from it on are.
  for (std::size_t step = 1; low > 0 && dates[low - 1] < second; step *= 2) {
    high = low - 1;
    low -= std::min(step, low);
  }
  for (std::size_t step = 1; high < count && dates[high] >= second; step *= 2) {
    low = high + 1;
    high += std::min(step, count - high);
  }
  return static_cast<std::size_t>(
      std::lower_bound(dates + low, dates + high, second, std::greater_equal<>()) - dates);
}

// By border of the axis: the first docid that was published before it. Ascending borders are
// descending docids, and neighbouring spans have about as many articles.
std::vector<std::uint32_t> docids_at_borders(const Columns& columns, const TimeAxis& axis) {
  std::vector<std::uint32_t> docids;
  const std::int64_t* const dates = columns.seconds.data();
  std::size_t at = columns.dated;
  std::size_t span = 0;
  for (std::size_t border = 0; border <= axis.size(); ++border) {
    const std::int64_t second = border == 0 ? axis.start(0) : axis.end(border - 1);
    const std::size_t guess = at - std::min(span, at);
    prefetch(dates + (guess - std::min(span, guess)));
    const std::size_t next = first_before(second, dates, at, guess);
    span = at - next;
    at = next;
    docids.push_back(static_cast<std::uint32_t>(at) + 1);
  }
  return docids;
}

void count_each(const Columns& columns, const DocIds& documents, const TimeAxis& axis,
                std::vector<std::uint64_t>* counts) {
  const auto ahead = [&](std::uint32_t docid, std::uint32_t) {
    prefetch(columns.seconds.data() + docid - 1);
  };
  documents.for_each(ahead, [&](std::uint32_t docid) {
    if (const auto bucket = bucket_of_document(columns, docid, axis)) ++(*counts)[*bucket];
  });
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

Timeline empty_timeline(const TimeAxis& axis, std::uint64_t undated) {
  Timeline timeline;
  timeline.interval = axis.interval();
  timeline.undated = undated;
  for (std::size_t i = 0; i < axis.size(); ++i) {
    timeline.buckets.push_back(
        {axis.start(i), axis.end(i), 0, 0, axis.local_start(i), axis.local_end(i), Coverage::Ok});
  }
  return timeline;
}

void judge(const TimelineScope& scope, const TimeAxis& axis, Timeline* timeline) {
  const std::vector<bool> low = low_buckets(scope.snapshot, sources_within(scope), axis);
  for (std::size_t i = 0; i < timeline->buckets.size(); ++i) {
    TimelineBucket& bucket = timeline->buckets[i];
    bucket.coverage = bucket.total == 0 ? Coverage::None : low[i] ? Coverage::Low : Coverage::Ok;
  }
}

void count_stories(const Snapshot& snapshot, const std::vector<SegmentMatches>& matches,
                   const TimeAxis& axis, Timeline* timeline) {
  DuplicateCounter copies(axis.size());
  for (std::size_t s = 0; s < matches.size(); ++s) {
    if (snapshot.stories().column(s).column().documents() == 0) continue;
    matches[s].passed.for_each([&](std::uint32_t docid) {
      const auto story = snapshot.stories().story_of(s, docid);
      if (!story) return;
      const auto bucket = bucket_of_document(snapshot.segment(s).columns(), docid, axis);
      if (bucket) copies.add(*bucket, *story);
    });
  }
  const std::vector<std::uint64_t> duplicates = copies.finish();
  for (std::size_t i = 0; i < axis.size(); ++i) {
    timeline->buckets[i].stories = timeline->buckets[i].articles - duplicates[i];
  }
}

}  // namespace

std::optional<std::size_t> bucket_of_document(const Columns& columns, std::uint32_t docid,
                                              const TimeAxis& axis) {
  if (docid > columns.dated) return std::nullopt;
  const std::int64_t when = columns.seconds.data()[docid - 1];
  if (!axis.zone().is_utc() && columns.is_local(docid)) {
    if (!axis.covers_local(when)) return std::nullopt;
    return axis.bucket_of_local(when);
  }
  if (!axis.covers(when)) return std::nullopt;
  return axis.bucket_of(when);
}

void count_by_bucket(const Columns& columns, const DocIds& documents, const TimeAxis& axis,
                     std::vector<std::uint64_t>* counts) {
  if (axis.size() == 0 || documents.empty()) return;
  if (!axis.zone().is_utc() || documents.size() < axis.size() * kLooksPerSearch) {
    return count_each(columns, documents, axis, counts);
  }
  const std::vector<std::uint32_t> borders = docids_at_borders(columns, axis);
  std::size_t newer = documents.count_below(borders[0]);
  for (std::size_t bucket = 0; bucket < axis.size(); ++bucket) {
    const std::size_t newer_than_next = documents.count_below(borders[bucket + 1]);
    (*counts)[bucket] += newer - newer_than_next;
    newer = newer_than_next;
  }
}

Result<Timeline> count_by_time(const TimelineScope& scope,
                               const std::vector<SegmentMatches>& matches,
                               const std::vector<std::vector<SegmentMatches>>& queries) {
  const Result<TimeZone> zone = TimeZone::find(scope.request.zone);
  if (!zone) return zone.error();
  Range range = range_of(scope.snapshot, matches, *zone);
  apply_bounds(scope.request.filters, *zone, &range);
  const Result<TimeAxis> axis =
      TimeAxis::make(*scope.request.timeline, range.first, range.last, *zone);
  if (!axis) return axis.error();
  Timeline timeline = empty_timeline(*axis, range.undated);
  std::vector<DocIds> passed;
  std::vector<std::uint64_t> articles(axis->size());
  std::vector<std::uint64_t> totals(axis->size());
  for (std::size_t s = 0; s < scope.snapshot.segment_count(); ++s) {
    const Columns& columns = scope.snapshot.segment(s).columns();
    passed.push_back(passing(scope.filters.segment(s)));
    count_by_bucket(columns, matches[s].passed, *axis, &articles);
    count_by_bucket(columns, passed.back(), *axis, &totals);
  }
  for (std::size_t i = 0; i < axis->size(); ++i) {
    timeline.buckets[i].articles = articles[i];
    timeline.buckets[i].total = totals[i];
  }
  if (scope.request.collapse) count_stories(scope.snapshot, matches, *axis, &timeline);
  judge(scope, *axis, &timeline);
  if (scope.request.timeline_by) {
    timeline.series = series_by_field(scope, *axis, matches, passed);
  } else if (!queries.empty()) {
    timeline.series = series_by_query(scope, *axis, timeline, queries);
  }
  return timeline;
}

}  // namespace backfile
