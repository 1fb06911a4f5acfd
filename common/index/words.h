// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace backfile {

// One word of a text. Indexer, query parser and snippets cut texts by the same function, so that
// what is found is what is marked.
struct Word {
  std::string_view folded;  // Key of the term; valid during the call only.
  std::size_t begin;        // Byte offsets into the text.
  std::size_t end;
};

// Calls `visit` for each word of valid UTF-8 `text`, in order. A word is a maximal run of letters,
// digits and combining marks; "well-being", "U.S.", "O'Neill" and "1,000" are two words each.
// In scripts that write no blanks (Han, Hiragana, Katakana, Thai, Lao, Khmer, Myanmar) each
// letter with its marks is a word of its own. Folded by fold() of
// common/text.h. Words of more than kLongestWord bytes are cut there.
void for_each_word(std::string_view text, const std::function<void(const Word&)>& visit);

inline constexpr std::size_t kLongestWord = 64;

// The folded words of a query's operand, in order.
std::vector<std::string> folded_words(std::string_view text);

std::size_t count_words(std::string_view text);

}  // namespace backfile
