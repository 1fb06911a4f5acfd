// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/date_order.h"

#include <algorithm>
#include <tuple>

#include "server/search/calendar.h"

namespace backfile {
namespace {

// The number of matches of a segment that stand before or at `after` when the newest come first.
std::size_t passed_over(const Segment& segment, std::uint32_t number, const DocIds& matches,
                        const DateKey& after) {
  const std::span<const std::int64_t> seconds = segment.columns().seconds;
  // Documents stand in this order already: find the first docid that comes behind.
  std::uint32_t first = 1;
  std::uint32_t last = segment.documents() + 1;
  while (first < last) {
    const std::uint32_t middle = first + (last - first) / 2;
    if (comes_before(after, {seconds[middle - 1], number, middle}, true)) {
      last = middle;
    } else {
      first = middle + 1;
    }
  }
  return matches.count_below(first);
}

std::vector<DateKey> newest(const Snapshot& snapshot, const std::vector<SegmentMatches>& matches,
                            const std::optional<DateKey>& after, std::size_t count) {
  std::vector<std::size_t> next;
  for (std::size_t s = 0; s < matches.size(); ++s) {
    next.push_back(after ? passed_over(snapshot.segment(s), static_cast<std::uint32_t>(s),
                                       matches[s].passed, *after)
                         : 0);
  }
  std::vector<DateKey> keys;
  while (keys.size() < count) {
    std::optional<DateKey> best;
    for (std::size_t s = 0; s < matches.size(); ++s) {
      if (next[s] == matches[s].passed.size()) continue;
      const std::uint32_t docid = matches[s].passed[next[s]];
      const DateKey key{snapshot.segment(s).columns().seconds[docid - 1],
                        static_cast<std::uint32_t>(s), docid};
      if (!best || comes_before(key, *best, true)) best = key;
    }
    if (!best) break;
    ++next[best->segment];
    keys.push_back(*best);
  }
  return keys;
}

// The first `count` matches of a segment behind `after` when the oldest come first, and those that
// have the date of the last of them.
void oldest_of(const Snapshot& snapshot, std::size_t s, const DocIds& matches,
               const std::optional<DateKey>& after, std::size_t count, std::vector<DateKey>* keys) {
  const Columns& columns = snapshot.segment(s).columns();
  const std::size_t dated = matches.count_below(columns.dated + 1);
  const auto key_at = [&](std::size_t i) {
    return DateKey{columns.seconds[matches[i] - 1], static_cast<std::uint32_t>(s), matches[i]};
  };
  const auto is_behind = [&](const DateKey& key) {
    return !after || comes_before(*after, key, false);
  };
  std::size_t from = dated;
  if (after && after->seconds != kNoDate) {
    // Of equal dates some may be behind.
    const auto range = published_within(columns, after->seconds, kLatestSecond + 1);
    from = std::min(dated, matches.count_below(range.last));
  } else if (after) {
    from = 0;
  }
  std::size_t taken = 0;
  for (std::size_t i = from; i > 0; --i) {
    const DateKey key = key_at(i - 1);
    if (taken >= count && key.seconds != keys->back().seconds) break;
    if (!is_behind(key)) continue;
    keys->push_back(key);
    ++taken;
  }
  for (std::size_t i = dated; i < matches.size() && taken < count; ++i) {
    const DateKey key = key_at(i);
    if (!is_behind(key)) continue;
    keys->push_back(key);
    ++taken;
  }
}

}  // namespace

bool comes_before(const DateKey& a, const DateKey& b, bool newest_first) {
  if (a.seconds != b.seconds) {
    if (a.seconds == kNoDate || b.seconds == kNoDate) return b.seconds == kNoDate;
    return newest_first ? a.seconds > b.seconds : a.seconds < b.seconds;
  }
  return std::tie(a.segment, a.docid) < std::tie(b.segment, b.docid);
}

std::vector<DateKey> first_by_date(const Snapshot& snapshot,
                                   const std::vector<SegmentMatches>& matches, bool newest_first,
                                   const std::optional<DateKey>& after, std::size_t count) {
  if (count == 0) return {};
  if (newest_first) return newest(snapshot, matches, after, count);
  std::vector<DateKey> keys;
  for (std::size_t s = 0; s < matches.size(); ++s) {
    oldest_of(snapshot, s, matches[s].passed, after, count, &keys);
  }
  std::ranges::sort(keys,
                    [](const DateKey& a, const DateKey& b) { return comes_before(a, b, false); });
  if (keys.size() > count) keys.resize(count);
  return keys;
}

}  // namespace backfile
