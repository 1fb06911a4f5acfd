// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace backfile {

// What a word can mean inside a date. One word can mean several things: "mar" is March in English
// and Tuesday in French, "do" is Thursday in German and "of" in Portuguese.
struct DateWord {
  std::uint8_t month = 0;  // 1 to 12, or 0.
  bool weekday = false;
  bool filler = false;  // "at", "of", "Uhr": says nothing.
};

// Looks up a word folded as by fold() in common/text.h. English, German, French, Spanish, Italian,
// Portuguese, Dutch, Polish, Russian, Swedish, Danish and Norwegian, with the usual abbreviations.
// A word that cannot stand in a date has none of the meanings.
DateWord date_word(std::string_view folded);

}  // namespace backfile
