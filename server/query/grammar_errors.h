// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "common/result.h"
#include "common/schema.h"
#include "server/query/ast.h"
#include "server/query/lexer.h"

namespace backfile {

// What the grammar answers to tokens in the wrong place.

// tokens[at] cannot begin an operand, and one is due.
Error expected_operand(const QueryText& text, const std::vector<Token>& tokens, std::size_t at);

// `found` stands where OR or ")" was due in the brackets of a keyword field.
Error expected_or(const QueryText& text, const Token& found, const Field& keyword);

// A ")" that closes nothing.
Error unexpected(const QueryText& text, const Token& found);

// "=" before a word that stands for several as written anyway.
Error no_equals(const QueryText& text, const Token& equals);

// A field in the brackets of `outer`.
Error field_within_field(const QueryText& text, const Token& found, const Field& outer);

// Something else than the value of `named`.
Error expected_value(const QueryText& text, const Token& found, const Field& named);

Error too_many_terms(const QueryText& text, const Token& token);

// The query ended at `found` before the brackets that `open` opened.
Error unclosed(const QueryText& text, const Token& open, const Token& found);

// The operand that begins with `operand` cannot be near anything, nor be counted. `sign`: the W/5,
// the NOT of NOT W/5, or the ATLEAST5.
Error no_places(const QueryText& text, const Token& operand, const Token& sign);

// "title:a W/5 text:b": nothing in the one passage is near anything in the other.
Error never_near(const QueryText& text, const Token& sign, const Node::Nearness& nearness);

// "a W/5 NOT b".
Error not_behind_near(const QueryText& text, const Token& sign, const Token& found);

Error too_deep(const QueryText& text, Span span);

}  // namespace backfile
