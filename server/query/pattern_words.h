// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace backfile {

// A word of a text in which "*" and "?" may stand for letters.
struct PatternWord {
  std::string folded;   // The letters folded, the wildcards where they stood.
  std::string written;  // The same as written.
  bool has_wildcard = false;

  // A syllable of Hangul, which has two letters or three, counts as two.
  std::size_t letters() const;
  std::size_t letters_before_wildcard() const;
  bool is_prefix() const;  // Its only wildcard is a star at its end.
  // Whether it is of a script in which each letter is a word of its own (common/index/words.h).
  bool is_written_without_blanks() const;
};

// The words of `text`, which is valid UTF-8. A wildcard belongs to the word that it touches; one
// that touches none is a word without letters.
std::vector<PatternWord> pattern_words(std::string_view text);

// Whether `pattern` (PatternWord::folded) fits the whole of `word`, both UTF-8. Its time is at most
// the product of their lengths.
bool fits_pattern(std::string_view pattern, std::string_view word);

}  // namespace backfile
