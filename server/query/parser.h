// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

#include "common/result.h"
#include "server/query/ast.h"

namespace backfile {

// Limits on a query, checked before and while it is parsed: no input may cost more than a bounded
// amount of stack, memory or search. A query over a limit is refused, never cut.
inline constexpr std::size_t kMaxQueryBytes = 2048;
inline constexpr std::size_t kMaxQueryTerms = 64;
inline constexpr std::size_t kMaxQueryDepth = 8;
inline constexpr std::size_t kMaxPhraseWords = 16;
inline constexpr std::size_t kMinPrefixLetters = 3;

// Text to tree. The grammar is in docs/query-language.md. InvalidArgument with the position, what
// was found, what was expected and, where there is one, a suggestion, when the text is not a
// query; nothing is guessed.
Result<Query> parse_query(std::string_view text);

}  // namespace backfile
