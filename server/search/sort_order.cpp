// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/sort_order.h"

#include <algorithm>
#include <span>
#include <tuple>

#include "common/prefetch.h"
#include "server/search/calendar.h"

namespace backfile {
namespace {

// The number of matches of a segment that stand before or at `after` when the newest come first.
std::size_t passed_over(const Segment& segment, std::uint32_t number, const DocIds& matches,
                        const SortKey& after) {
  const std::span<const std::int64_t> seconds = segment.columns().seconds;
  // Documents stand in this order already: find the first docid that comes behind.
  std::uint32_t first = 1;
  std::uint32_t last = segment.documents() + 1;
  while (first < last) {
    const std::uint32_t middle = first + (last - first) / 2;
    if (comes_before(after, {seconds[middle - 1], number, middle}, SortOrder::Newest)) {
      last = middle;
    } else {
      first = middle + 1;
    }
  }
  return matches.count_below(first);
}

std::vector<SortKey> newest(const Snapshot& snapshot, const std::vector<SegmentMatches>& matches,
                            const std::optional<SortKey>& after, std::size_t count) {
  std::vector<std::size_t> next;
  for (std::size_t s = 0; s < matches.size(); ++s) {
    next.push_back(after ? passed_over(snapshot.segment(s), static_cast<std::uint32_t>(s),
                                       matches[s].passed, *after)
                         : 0);
  }
  std::vector<SortKey> keys;
  while (keys.size() < count) {
    std::optional<SortKey> best;
    for (std::size_t s = 0; s < matches.size(); ++s) {
      if (next[s] == matches[s].passed.size()) continue;
      const std::uint32_t docid = matches[s].passed[next[s]];
      const SortKey key{snapshot.segment(s).columns().seconds[docid - 1],
                        static_cast<std::uint32_t>(s), docid};
      if (!best || comes_before(key, *best, SortOrder::Newest)) best = key;
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
               const std::optional<SortKey>& after, std::size_t count, std::vector<SortKey>* keys) {
  const Columns& columns = snapshot.segment(s).columns();
  const std::size_t dated = matches.count_below(columns.dated + 1);
  const auto key_at = [&](std::size_t i) {
    return SortKey{columns.seconds[matches[i] - 1], static_cast<std::uint32_t>(s), matches[i]};
  };
  const auto is_behind = [&](const SortKey& key) {
    return !after || comes_before(*after, key, SortOrder::Oldest);
  };
  std::size_t from = dated;
  if (after && after->value != kNoDate) {
    // Of equal dates some may be behind.
    const auto range = published_within(columns, after->value, kLatestSecond + 1);
    from = std::min(dated, matches.count_below(range.last));
  } else if (after) {
    from = 0;
  }
  std::size_t taken = 0;
  for (std::size_t i = from; i > 0; --i) {
    const SortKey key = key_at(i - 1);
    if (taken >= count && key.value != keys->back().value) break;
    if (!is_behind(key)) continue;
    keys->push_back(key);
    ++taken;
  }
  for (std::size_t i = dated; i < matches.size() && taken < count; ++i) {
    const SortKey key = key_at(i);
    if (!is_behind(key)) continue;
    keys->push_back(key);
    ++taken;
  }
}

std::vector<SortKey> oldest(const Snapshot& snapshot, const std::vector<SegmentMatches>& matches,
                            const std::optional<SortKey>& after, std::size_t count) {
  std::vector<SortKey> keys;
  for (std::size_t s = 0; s < matches.size(); ++s) {
    oldest_of(snapshot, s, matches[s].passed, after, count, &keys);
  }
  std::ranges::sort(keys, [](const SortKey& a, const SortKey& b) {
    return comes_before(a, b, SortOrder::Oldest);
  });
  if (keys.size() > count) keys.resize(count);
  return keys;
}

bool is_by_date(SortOrder sort) { return sort == SortOrder::Newest || sort == SortOrder::Oldest; }

// By docid - 1. REQUIRES: not by date.
std::span<const std::uint32_t> values_of(const Columns& columns, SortOrder sort) {
  return sort == SortOrder::Indexed ? columns.revisions : columns.words;
}

// Of values that stand in no order: a heap with the last of the keys on top.
std::vector<SortKey> first_by_value(const Snapshot& snapshot,
                                    const std::vector<SegmentMatches>& matches, SortOrder sort,
                                    const std::optional<SortKey>& after, std::size_t count) {
  const auto before = [sort](const SortKey& a, const SortKey& b) {
    return comes_before(a, b, sort);
  };
  std::vector<SortKey> keys;
  for (std::size_t s = 0; s < matches.size(); ++s) {
    const std::span<const std::uint32_t> values = values_of(snapshot.segment(s).columns(), sort);
    const auto ahead = [&values](std::uint32_t docid, std::uint32_t) {
      prefetch(values.data() + docid - 1);
    };
    matches[s].passed.for_each(ahead, [&](std::uint32_t docid) {
      const SortKey key{values[docid - 1], static_cast<std::uint32_t>(s), docid};
      if (after && !before(*after, key)) return;
      if (keys.size() == count) {
        if (!before(key, keys.front())) return;
        std::ranges::pop_heap(keys, before);
        keys.pop_back();
      }
      keys.push_back(key);
      std::ranges::push_heap(keys, before);
    });
  }
  std::ranges::sort_heap(keys, before);
  return keys;
}

// Whether the greater of two different values comes first.
bool falls(SortOrder sort) { return sort != SortOrder::Oldest && sort != SortOrder::Shortest; }

}  // namespace

SortKey key_of(const Snapshot& snapshot, std::size_t segment, std::uint32_t docid, SortOrder sort) {
  const Columns& columns = snapshot.segment(segment).columns();
  const std::int64_t value = is_by_date(sort) ? columns.seconds[docid - 1]
                                              : std::int64_t{values_of(columns, sort)[docid - 1]};
  return {value, static_cast<std::uint32_t>(segment), docid};
}

bool comes_before(const SortKey& a, const SortKey& b, SortOrder sort) {
  if (a.value != b.value) {
    if (a.value == kNoDate || b.value == kNoDate) return b.value == kNoDate;
    return falls(sort) ? a.value > b.value : a.value < b.value;
  }
  return std::tie(a.segment, a.docid) < std::tie(b.segment, b.docid);
}

std::vector<SortKey> first_in_order(const Snapshot& snapshot,
                                    const std::vector<SegmentMatches>& matches, SortOrder sort,
                                    const std::optional<SortKey>& after, std::size_t count) {
  if (count == 0) return {};
  if (sort == SortOrder::Newest) return newest(snapshot, matches, after, count);
  if (sort == SortOrder::Oldest) return oldest(snapshot, matches, after, count);
  return first_by_value(snapshot, matches, sort, after, count);
}

}  // namespace backfile
