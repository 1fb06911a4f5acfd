// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/clock.h"
#include "common/result.h"
#include "server/query/ast.h"
#include "server/query/syntax.h"

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

struct ParseOptions {
  Syntax syntax = Syntax::Backfile;
  // For texts of our own making: a printed tree can be longer than the query it came from.
  std::size_t longest = kMaxQueryBytes;
  std::int64_t now = seconds_now();  // What last:7d counts back from.
  std::string language = {};         // Node::language of its words.
  // Title, Text or Lead: where words are looked for that name no field.
  std::optional<FieldId> in = std::nullopt;
};

// Text to tree. The grammars are in docs/query-language.md. InvalidArgument with the position, what
// was found, what was expected and, where there is one, a suggestion (a whole query that this
// function accepts), when the text is not a query; nothing is guessed.
Result<Query> parse_query(std::string_view text, const ParseOptions& options = {});

}  // namespace backfile
