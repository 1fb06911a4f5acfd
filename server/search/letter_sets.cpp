// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/letter_sets.h"

#include "common/utf8.h"

namespace backfile {

LetterSets::LetterSets(const Vocabulary& vocabulary) {
  sets_.reserve(vocabulary.size());
  for (std::uint32_t place = 0; place < vocabulary.size(); ++place) {
    sets_.push_back(of(vocabulary.word(place)));
  }
}

std::uint32_t LetterSets::of(std::string_view word) {
  constexpr std::uint32_t kOthers = 6;
  std::uint32_t set = 0;
  for (std::size_t i = 0; i < word.size();) {
    const auto letter = static_cast<std::uint32_t>(next_code_point(word, &i));
    set |= 1U << (letter >= 'a' && letter <= 'z' ? letter - 'a' : 26 + letter % kOthers);
  }
  return set;
}

}  // namespace backfile
