// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "server/search/snapshot.h"

namespace backfile {

// How old the articles of an archive are, and what age takes from their scores.
class Recency {
 public:
  // `half_life` in days; 0: age takes nothing. The snapshot must outlive it.
  Recency(const Snapshot& snapshot, double half_life);

  bool counts() const { return half_life_ > 0; }

  // In days, before the newest article or the last change of the archive, whichever is earlier: so
  // that an archive without news does not fade. An undated article is as old as the oldest one.
  double age_of(std::size_t segment, std::uint32_t docid) const;

  // The share of its score that an article keeps.
  double freshness_of(std::size_t segment, std::uint32_t docid) const;

 private:
  const Snapshot& snapshot_;
  double half_life_;
  std::optional<std::int64_t> present_;  // None: nothing is dated, or age does not count.
};

}  // namespace backfile
