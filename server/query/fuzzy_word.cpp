// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/fuzzy_word.h"

#include <algorithm>
#include <string>
#include <vector>

#include "common/index/words.h"
#include "server/query/syntax_error.h"

namespace backfile {

std::optional<FuzzyWord> read_fuzzy(const QueryText& text, Span operand) {
  const std::u32string_view written = text.view(operand);
  const std::size_t sign = written.find(U'~');
  if (sign == std::u32string_view::npos || sign == 0) return std::nullopt;
  const std::u32string_view number = written.substr(sign + 1);
  if (!number.empty() && number != U"1" && number != U"2") return std::nullopt;
  return FuzzyWord{{operand.begin, operand.begin + sign}, number == U"2" ? 2U : 1U};
}

std::optional<Error> refuse_fuzzy(const QueryText& text, Span operand, const FuzzyWord& fuzzy) {
  const std::string written = text.utf8(fuzzy.word);
  const std::vector<std::string> words = folded_words(written);
  const Span sign{fuzzy.word.end, operand.end};
  if (words.size() != 1 || written.find_first_of("*?") != std::string::npos) {
    return syntax_error(text, sign,
                        "Expected one word without wildcards before \"~\"; for words near each "
                        "other write W/5.",
                        {"a word"}, text.with_replaced(sign, ""));
  }
  const auto letters = static_cast<std::size_t>(std::ranges::count_if(
      words[0], [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
  const std::size_t wanted = fuzzy.distance == 2 ? kMinLettersForTwo : kMinFuzzyLetters;
  if (letters >= wanted) return std::nullopt;
  return syntax_error(text, sign,
                      "Expected a word of at least " + std::to_string(wanted) +
                          " letters before \"~" + std::to_string(fuzzy.distance) +
                          "\": shorter ones are near to too many others.",
                      {"a longer word"}, text.with_replaced(sign, ""));
}

}  // namespace backfile
