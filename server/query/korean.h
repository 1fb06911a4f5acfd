// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace backfile {

// Words of Korean, which Snowball has no stemmer for. They stand between blanks, with the particles
// of case and topic written at their ends.

inline bool is_hangul_syllable(char32_t c) { return c >= 0xAC00 && c <= 0xD7A3; }

// Whether all of a folded word is Hangul.
bool is_korean(std::string_view word);

// A word of Hangul without the longest particle that it ends with, so that at least two syllables
// are left: of 서울, 서울에서 and 서울에서는 it is 서울. Particles are known by their letters
// alone, so that a word that ends like one loses its end as well; endings of verbs stay.
std::string_view korean_stem(std::string_view word);

}  // namespace backfile
