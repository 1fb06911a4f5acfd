// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "common/result.h"
#include "server/query/query_text.h"

namespace backfile {

// "strike~", "strike~1", "strike~2": a word and how many letters may differ.
struct FuzzyWord {
  Span word;
  std::uint32_t distance = 1;
};

// Nothing when `operand` has not this shape.
std::optional<FuzzyWord> read_fuzzy(const QueryText& text, Span operand);

// Refuses words that are too short for so many wrong letters, and several words.
std::optional<Error> refuse_fuzzy(const QueryText& text, Span operand, const FuzzyWord& fuzzy);

// A word of fewer letters is near to too many others.
inline constexpr std::size_t kMinFuzzyLetters = 4;
inline constexpr std::size_t kMinLettersForTwo = 6;

}  // namespace backfile
