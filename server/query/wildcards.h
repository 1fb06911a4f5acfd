// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "common/result.h"
#include "server/query/query_text.h"

namespace backfile {

// Whether the operand ends in the one wildcard there is, the star of a prefix.
bool is_prefix(const QueryText& text, Span operand);

// Refuses every wildcard but that star: before or inside a word, two of them, "?", and a star
// behind fewer than kMinPrefixLetters letters or behind more than one word.
std::optional<Error> refuse_wildcards(const QueryText& text, Span operand);

// Refuses wildcards between quotation marks. A "?" behind a word is punctuation there, with a
// warning, because headlines end so.
std::optional<Error> refuse_wildcards_in_phrase(const QueryText& text, Span phrase,
                                                std::vector<Warning>* warnings);

}  // namespace backfile
