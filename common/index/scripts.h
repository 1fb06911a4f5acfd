// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace backfile {

// Whether a letter is of a script that writes no blanks between words: Han, Hiragana, Katakana,
// Thai, Lao, Khmer, Myanmar.
bool is_written_without_blanks(char32_t c);

}  // namespace backfile
