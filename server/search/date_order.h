// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "server/search/matches.h"
#include "server/search/snapshot.h"

namespace backfile {

// A place in the order by date: total, and the same as long as the revision is the same. Undated
// articles come last whether the newest or the oldest come first.
struct DateKey {
  std::int64_t seconds;  // kNoDate without a date.
  std::uint32_t segment;
  std::uint32_t docid;

  friend bool operator==(const DateKey&, const DateKey&) = default;
};

bool comes_before(const DateKey& a, const DateKey& b, bool newest_first);

// The first `count` matches after `after` (absent: from the start), in order.
std::vector<DateKey> first_by_date(const Snapshot& snapshot,
                                   const std::vector<SegmentMatches>& matches, bool newest_first,
                                   const std::optional<DateKey>& after, std::size_t count);

}  // namespace backfile
