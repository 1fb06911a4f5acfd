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
inline constexpr std::size_t kMaxQueryTerms = 64;  // Words, values and dates.
// Brackets within brackets, and likewise operators (AND, OR, NOT) above one another in the tree.
inline constexpr std::size_t kMaxQueryDepth = 8;
inline constexpr std::size_t kMaxPhraseWords = 16;
inline constexpr std::size_t kMinPrefixLetters = 3;  // And in any word with wildcards.
inline constexpr std::size_t kMinLettersBeforeWildcard = 2;

// Text to tree. The grammar is in docs/query-language.md. InvalidArgument with the position, what
// was found, what was expected and, where there is one, a suggestion (a whole query that this
// function accepts), when the text is not a query; nothing is guessed. `longest` is for texts of
// our own making: a tree printed by to_string can be longer than the query it came from.
Result<Query> parse_query(std::string_view text, std::size_t longest = kMaxQueryBytes);

}  // namespace backfile
