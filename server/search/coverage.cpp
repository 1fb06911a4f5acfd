// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/coverage.h"

#include <algorithm>
#include <array>
#include <span>

#include "server/search/snapshot.h"
#include "server/search/timeline.h"

namespace backfile {
namespace {

constexpr std::int64_t kSecondsPerDay = 86'400;

std::int32_t day_of(std::int64_t seconds) {
  const std::int64_t day = seconds / kSecondsPerDay;
  return static_cast<std::int32_t>(seconds % kSecondsPerDay < 0 ? day - 1 : day);
}

// Articles by interval, without holes from the first to the last article.
struct Row {
  std::vector<std::int32_t> starts;  // Days.
  std::vector<std::uint32_t> articles;
};

Row row_of(const std::vector<DayCount>& days, Interval interval, std::int32_t last_day) {
  Row row;
  if (days.empty()) return row;
  std::int64_t start = interval_start(interval, days.front().day * kSecondsPerDay);
  std::size_t at = 0;
  while (start <= last_day * kSecondsPerDay) {
    const std::int64_t end = next_interval_start(interval, start);
    std::uint32_t articles = 0;
    for (; at < days.size() && days[at].day * kSecondsPerDay < end; ++at) {
      articles += days[at].articles;
    }
    row.starts.push_back(day_of(start));
    row.articles.push_back(articles);
    start = end;
  }
  return row;
}

// What is usual in the interval at `place` of a row, or nothing.
std::optional<std::uint32_t> usual_at(const Row& row, std::size_t place, Interval interval) {
  const std::size_t stride = interval == Interval::Day ? 7 : 1;
  if (place < kUsualSpan * stride) return std::nullopt;
  std::array<std::uint32_t, kUsualSpan> before;
  for (std::size_t i = 0; i < kUsualSpan; ++i) before[i] = row.articles[place - (i + 1) * stride];
  // Of an even number the lower one of the two in the middle.
  const auto middle = before.begin() + (kUsualSpan - 1) / 2;
  std::nth_element(before.begin(), middle, before.end());
  return *middle;
}

bool is_low(std::uint32_t articles, std::uint32_t usual) {
  return usual >= kLeastUsual && std::uint64_t{articles} * kLowFactor < usual;
}

struct Volume {
  std::uint64_t usual = 0;
  std::uint64_t low = 0;  // Of `usual`, that of sources which are low.
};

// Whether any interval of a source can have a usual number that counts.
bool can_be_low(const std::vector<DayCount>& days, Interval interval) {
  if (interval == Interval::Day) {
    return std::ranges::any_of(days, [](const DayCount& d) { return d.articles >= kLeastUsual; });
  }
  std::uint64_t articles = 0;
  for (const DayCount& day : days) articles += day.articles;
  return articles >= kLeastUsual * kUsualSpan / 2;
}

}  // namespace

SourceDays count_source_days(const Snapshot& snapshot) {
  const Dictionary& dictionary = snapshot.dictionary(FieldId::Source);
  SourceDays days(dictionary.entries().size());
  for (std::size_t s = 0; s < snapshot.segment_count(); ++s) {
    const Columns& columns = snapshot.segment(s).columns();
    const KeywordColumn& sources = columns.keywords[static_cast<std::size_t>(FieldId::Source)];
    const std::span<const std::uint32_t> numbers = dictionary.numbers_of(s);
    for (std::uint32_t docid = 1; docid <= columns.dated; ++docid) {
      if (snapshot.is_dead(s, docid)) continue;
      const std::int32_t day = day_of(columns.seconds[docid - 1]);
      sources.for_each(docid, [&](std::uint32_t ordinal) {
        std::vector<DayCount>& counts = days[numbers[ordinal]];
        if (counts.empty() || counts.back().day != day) counts.push_back({day, 0});
        ++counts.back().articles;
      });
    }
  }
  // A segment gives the newest day first; segments may overlap.
  for (std::vector<DayCount>& counts : days) {
    std::ranges::sort(counts, {}, &DayCount::day);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (kept > 0 && counts[kept - 1].day == counts[i].day) {
        counts[kept - 1].articles += counts[i].articles;
      } else {
        counts[kept++] = counts[i];
      }
    }
    counts.resize(kept);
    counts.shrink_to_fit();
  }
  return days;
}

CoverageCache::Days CoverageCache::find(const Key& key) const {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(key);
  return found == kept_.end() ? nullptr : found->second;
}

void CoverageCache::insert(const Key& key, Days days) {
  const std::lock_guard lock(mutex_);
  if (kept_.size() >= kMostKept) kept_.clear();
  kept_[key] = std::move(days);
}

std::vector<std::int32_t> low_intervals(const SourceDays& days, Interval interval,
                                        const std::vector<std::uint32_t>& sources) {
  std::optional<std::int32_t> last;
  for (const std::uint32_t source : sources) {
    if (days[source].empty()) continue;
    last = std::max(last.value_or(days[source].back().day), days[source].back().day);
  }
  std::map<std::int32_t, Volume> volumes;
  for (const std::uint32_t source : sources) {
    if (!can_be_low(days[source], interval)) continue;
    const Row row = row_of(days[source], interval, *last);
    for (std::size_t i = 0; i < row.starts.size(); ++i) {
      const std::optional<std::uint32_t> usual = usual_at(row, i, interval);
      if (!usual || *usual < kLeastUsual) continue;
      Volume& volume = volumes[row.starts[i]];
      volume.usual += *usual;
      if (is_low(row.articles[i], *usual)) volume.low += *usual;
    }
  }
  std::vector<std::int32_t> low;
  for (const auto& [start, volume] : volumes) {
    if (volume.low > 0 && volume.low * kLowFactor >= volume.usual) low.push_back(start);
  }
  return low;
}

std::vector<bool> low_buckets(const Snapshot& snapshot, const std::vector<std::uint32_t>& sources,
                              const TimeAxis& axis) {
  std::vector<bool> low(axis.size());
  if (axis.size() == 0) return low;
  const Interval interval = axis.interval() == Interval::Hour ? Interval::Day : axis.interval();
  const CoverageCache::Key key{interval, sources};
  CoverageCache::Days days = snapshot.coverage().find(key);
  if (!days) {
    days = std::make_shared<const std::vector<std::int32_t>>(
        low_intervals(snapshot.source_days(), interval, sources));
    snapshot.coverage().insert(key, days);
  }
  if (days->empty()) return low;
  for (std::size_t i = 0; i < axis.size(); ++i) {
    low[i] = std::ranges::binary_search(*days, day_of(axis.local_start(i)));
  }
  return low;
}

std::vector<std::uint32_t> sources_within(const TimelineScope& scope) {
  std::vector<std::uint32_t> sources;
  const std::size_t count = scope.snapshot.dictionary(FieldId::Source).entries().size();
  for (std::uint32_t number = 0; number < count; ++number) {
    if (scope.filters.admits(FieldId::Source, number)) sources.push_back(number);
  }
  return sources;
}

std::vector<CoverageCell> coverage_of(const std::vector<DayCount>& days, Interval interval) {
  std::vector<CoverageCell> cells;
  if (days.empty()) return cells;
  const Row row = row_of(days, interval, days.back().day);
  for (std::size_t i = 0; i < row.starts.size(); ++i) {
    const std::optional<std::uint32_t> usual = usual_at(row, i, interval);
    Coverage coverage = Coverage::Ok;
    if (usual && is_low(row.articles[i], *usual)) coverage = Coverage::Low;
    if (row.articles[i] == 0) coverage = Coverage::None;
    cells.push_back({row.starts[i] * kSecondsPerDay, row.articles[i], coverage});
  }
  return cells;
}

}  // namespace backfile
