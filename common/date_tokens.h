// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backfile {

// A date's text in pieces: runs of digits, runs of letters, and single punctuation marks.
struct DateToken {
  enum class Kind { Number, Word, Mark, End };

  Kind kind = Kind::End;
  bool after_blank = false;  // A blank stands before it.
  std::size_t digits = 0;    // Number: how many.
  long long value = 0;       // Number: at most 18 digits.
  std::string word;          // Word: folded.
  char mark = 0;             // Mark. Dashes of every kind are '-', "年" and "月" too; other marks
                             // beyond ASCII are ','.
};

// Nothing when a number has more than 18 digits or the text is longer than any date.
std::optional<std::vector<DateToken>> date_tokens(std::string_view text);

}  // namespace backfile
