// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/date_order.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace backfile {
namespace {

struct Order {
  bool newest_first;
  bool operator()(const DateKey& a, const DateKey& b) const {
    return comes_before(a, b, newest_first);
  }
};

// The best `limit` keys seen, as a heap with the last of them on top.
class BestKeys {
 public:
  BestKeys(bool newest_first, std::size_t limit) : order_{newest_first}, limit_(limit) {}

  void add(const DateKey& key) {
    if (keys_.size() == limit_) {
      if (!order_(key, keys_.front())) return;
      std::ranges::pop_heap(keys_, order_);
      keys_.pop_back();
    }
    keys_.push_back(key);
    std::ranges::push_heap(keys_, order_);
  }

  std::vector<DateKey> in_order() && {
    std::ranges::sort_heap(keys_, order_);
    return std::move(keys_);
  }

 private:
  Order order_;
  std::size_t limit_;
  std::vector<DateKey> keys_;
};

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
  BestKeys best(newest_first, count);
  for (std::size_t s = 0; s < matches.size(); ++s) {
    const std::vector<std::int64_t>& seconds = snapshot.segment(s).columns().seconds;
    for (const std::uint32_t docid : matches[s].passed) {
      const DateKey key{seconds[docid - 1], static_cast<std::uint32_t>(s), docid};
      if (after && !comes_before(*after, key, newest_first)) continue;
      best.add(key);
    }
  }
  return std::move(best).in_order();
}

}  // namespace backfile
