// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include "common/result.h"
#include "common/schema.h"
#include "server/query/ast.h"
#include "server/query/lexer.h"

namespace backfile {

// One leaf of the tree from one token. `field` is of the kind that the function names, or null for
// words that stand without a field. Errors: nothing to search for, limits.

// From a Word, Pattern, Fuzzy or Phrase. `exact`: behind "=". A phrase with wildcards becomes words
// with PRE/1 between them.
Result<Node> words_operand(const QueryText& text, const Token& token, const Field* field,
                           bool exact);
// From a Value or Phrase.
Result<Node> keyword_operand(const QueryText& text, const Token& token, const Field& field);
// From a Value or Phrase of field Published.
Result<Node> date_operand(const QueryText& text, const Token& token, const Field& field);
// The same of "7d" and the like, counted back from `now`.
Result<Node> relative_date_operand(const QueryText& text, const Token& token, const Field& field,
                                   std::int64_t now);
// From a Value or Phrase of a field of kind Number.
Result<Node> length_operand(const QueryText& text, const Token& token, const Field& field);

}  // namespace backfile
