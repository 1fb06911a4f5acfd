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
//   not      = { "NOT" | "-" } operand
//   operand  = words | field
//   words    = "(" or ")" | ["="] word | ["="] phrase | prefix
//   field    = title-or-text words | keyword ( value | "(" value { "OR" value } ")" ) | date value
//
// REQUIRES: `tokens` end in an End and there is another token before it.
Result<Node> parse_tokens(const QueryText& text, const std::vector<Token>& tokens,
                          std::vector<Warning>* warnings);

}  // namespace backfile
