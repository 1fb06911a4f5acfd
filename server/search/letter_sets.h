// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "common/index/vocabulary.h"

namespace backfile {

// Which letters each word of a vocabulary has. A word that is near another one lacks hardly any of
// its letters, so that nearly all words of a segment are passed over by a look at 32 bits each.
class LetterSets {
 public:
  // Takes 4 bytes a word and some 20 ns.
  explicit LetterSets(const Vocabulary& vocabulary);

  // Calls `visit` with the place of each word that lacks at most `distance` of the letters of
  // `letters` and has at most as many others: all words at that distance are among these.
  template <typename Visit>
  void for_each_like(std::uint32_t letters, std::uint32_t distance, const Visit& visit) const {
    for (std::uint32_t place = 0; place < sets_.size(); ++place) {
      const std::uint32_t set = sets_.data()[place];
      // One step adds one letter at most, and takes one away.
      if (!has_at_most(set & ~letters, distance)) continue;
      if (has_at_most(letters & ~set, distance)) visit(place);
    }
  }

  // A bit for each of a to z that is in the word; all other code points share six bits.
  static std::uint32_t of(std::string_view word);

 private:
  static bool has_at_most(std::uint32_t set, std::uint32_t letters) {
    for (; letters > 0; --letters) set &= set - 1;  // Without its lowest bit; 0 stays 0.
    return set == 0;
  }

  std::vector<std::uint32_t> sets_;  // By place.
};

}  // namespace backfile
