// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "server/search/coverage.h"

namespace backfile {

// Days without an article of a source, between two with some, of which there are more than usual.
struct Gap {
  std::int64_t first_day;  // Of silence; days since 1970-01-01.
  std::int64_t last_day;
};

// A silence is a gap when it has more than kShortestGap days and is hardly chance, by the silences
// around it: up to kSilencesAround before it and as many after it, without those that are gaps, and
// without the longest of them if it is as long as this one. These are m, at least
// kFewestSilences, with a mean and a standard deviation s, which counts as no less than half of the
// mean and half a day. Then the probability of L days is taken to be
//     (1 + z/m)^-m   with   z = 1 + (L - mean)/s
// and has to be below kChance. With s = mean that is the probability of such a silence in a Poisson
// process of which no more is known than m other silences (z = L/mean has an F distribution of 2
// and 2m degrees of freedom). Of sources that publish regularly s is smaller, so that less is
// suspicious; of those that publish in bursts it is greater.
inline constexpr std::int64_t kShortestGap = 7;
inline constexpr std::size_t kSilencesAround = 16;
inline constexpr std::size_t kFewestSilences = 4;
inline constexpr double kChance = 0.001;
std::vector<Gap> gaps_of(const std::vector<DayCount>& days);

}  // namespace backfile
