// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "common/result.h"
#include "server/query/ast.h"
#include "server/query/lexer.h"

namespace backfile {

// Tokens to tree, by recursive descent:
//
//   or       = and { "OR" and }
//   and      = not { ["AND"] not }
//   not      = { "NOT" | "-" } near
//   near     = operand { ( near-operator | "NOT" near-operator ) operand }
//   operand  = words | field | at-least "(" or ")"
//   words    = "(" or ")" | ["="] word | ["="] phrase | pattern | fuzzy
//   field    = title-or-text words | keyword ( value | "(" value { "OR" value } ")" ) | date value
//
// The operands of a near-operator and of at-least must have places (ast.h).
// REQUIRES: `tokens` end in an End and there is another token before it.
Result<Node> parse_tokens(const QueryText& text, const std::vector<Token>& tokens,
                          std::vector<Warning>* warnings);

}  // namespace backfile
