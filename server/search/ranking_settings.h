// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace backfile {

// The default of title_weight, with which lists of postings are kept: another one takes longer.
inline constexpr std::uint32_t kTitleWeight = 4;

// What the order by relevance depends on beside the query: docs/ranking.md. The defaults come from
// measurement: tests/bench/rank.
struct RankingSettings {
  double k1 = 1.6;                     // How much a second occurrence adds; 0: nothing.
  double b = 0.65;                     // How much long articles are held back; 0: not at all.
  double rarity = 1.25;                // The exponent of the inverse document frequency.
  double title_weight = kTitleWeight;  // A word of the title counts as this many of the text.
  double lead_weight = 1;              // One of the lead likewise.
  double title_match = 0.3;  // What a title that has all words of the query adds; 0: nothing.
  double proximity = 0;      // What neighbouring words of the query add; 0: nothing.
  double half_life = 0;      // Days in which an article loses half of its score; 0: it keeps it.

  friend bool operator==(const RankingSettings&, const RankingSettings&) = default;
};

// The settings under the names of their parameters, with what they may be.
struct RankingSetting {
  std::string_view name;
  double RankingSettings::*value;
  double least;
  double most;
};
inline constexpr std::array kRankingSettings = {
    RankingSetting{"k1", &RankingSettings::k1, 0, 5},
    RankingSetting{"b", &RankingSettings::b, 0, 1},
    RankingSetting{"rarity", &RankingSettings::rarity, 0, 2},
    RankingSetting{"title_weight", &RankingSettings::title_weight, 0, 20},
    RankingSetting{"lead_weight", &RankingSettings::lead_weight, 0, 20},
    RankingSetting{"title_match", &RankingSettings::title_match, 0, 1},
    RankingSetting{"proximity", &RankingSettings::proximity, 0, 1},
    RankingSetting{"half_life", &RankingSettings::half_life, 0, 36'500},
};

}  // namespace backfile
