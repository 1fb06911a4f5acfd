// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace backfile {

// Which segments to merge, by the number of documents in each: the indexes of the first group
// found, or nothing. Segments are sorted into tiers by size, each eight times the one below; a
// tier of kMergeWidth segments becomes one. So a document is copied once a tier (6 to 40 us each
// time), an archive of any size has few segments, and a nightly run writes little. No merge makes
// a segment of more than kLargestSegment documents.
std::vector<std::size_t> plan_merge(const std::vector<std::uint32_t>& documents);

inline constexpr std::size_t kMergeWidth = 4;
inline constexpr std::uint32_t kSmallestTier = 1'000;
inline constexpr std::uint32_t kLargestSegment = 1'000'000;

}  // namespace backfile
