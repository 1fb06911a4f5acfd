// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "server/search/matches.h"
#include "server/search/search.h"
#include "server/search/snapshot.h"

namespace backfile {

// The orders that do not ask for the words of a query: all of SortOrder but Relevance.

// A place in such an order: total, and the same as long as the revision is the same. Undated
// articles come last whether the newest or the oldest come first. What has the same value is in the
// order of segments and docids: of one segment the newest first.
struct SortKey {
  std::int64_t value;  // Seconds (kNoDate without a date), the revision it came with, or words.
  std::uint32_t segment;
  std::uint32_t docid;

  friend bool operator==(const SortKey&, const SortKey&) = default;
};

SortKey key_of(const Snapshot& snapshot, std::size_t segment, std::uint32_t docid, SortOrder sort);

bool comes_before(const SortKey& a, const SortKey& b, SortOrder sort);

// The first `count` matches behind `after` (absent: from the start), in order.
std::vector<SortKey> first_in_order(const Snapshot& snapshot,
                                    const std::vector<SegmentMatches>& matches, SortOrder sort,
                                    const std::optional<SortKey>& after, std::size_t count);

}  // namespace backfile
