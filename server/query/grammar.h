// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "common/result.h"
#include "server/query/ast.h"
#include "server/query/lexer.h"
#include "server/query/parser.h"

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
//              | number value
//
// The operands of a near-operator and of at-least must have places (ast.h). Of `query` the warnings
// and holds_until are added to.
// REQUIRES: `tokens` end in an End and there is another token before it.
Result<Node> parse_tokens(const QueryText& text, const std::vector<Token>& tokens,
                          const ParseOptions& options, Query* query);
// The same where OR binds first, then proximity, the shorter distances before the longer, then AND,
// and AND NOT last: Nexis.
Result<Node> parse_nexis_tokens(const QueryText& text, const std::vector<Token>& tokens,
                                const ParseOptions& options, Query* query);
// The same with OR where no operator is written, "+" and "-": Lucene.
Result<Node> parse_lucene_tokens(const QueryText& text, const std::vector<Token>& tokens,
                                 const ParseOptions& options, Query* query);

}  // namespace backfile
