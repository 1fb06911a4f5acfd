// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/merge_plan.h"

#include <map>

namespace backfile {
namespace {

constexpr std::uint32_t kTierRatio = 8;

unsigned tier_of(std::uint32_t documents) {
  unsigned tier = 0;
  for (std::uint64_t bound = kSmallestTier; documents >= bound; bound *= kTierRatio) ++tier;
  return tier;
}

}  // namespace

std::vector<std::size_t> plan_merge(const std::vector<std::uint32_t>& documents) {
  std::map<unsigned, std::vector<std::size_t>> tiers;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    std::vector<std::size_t>& tier = tiers[tier_of(documents[i])];
    tier.push_back(i);
    if (tier.size() < kMergeWidth) continue;
    std::uint64_t sum = 0;
    for (const std::size_t member : tier) sum += documents[member];
    if (sum <= kLargestSegment) return tier;
  }
  return {};
}

}  // namespace backfile
