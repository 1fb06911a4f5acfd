// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "server/query/lexer.h"

namespace backfile {

// What the lexer asks of the characters of one chunk.

// A hyphen or minus of another width than "-".
bool is_dash(char32_t c);

// And, Or or Not for "AND", "OR" or "NOT".
std::optional<Token::Kind> operator_kind(std::u32string_view chunk);

// A scheme and "://": an address, in which no character is an operator.
bool is_url(std::u32string_view chunk);

// Below, `operand` is what is left of `chunk` behind "-", a field and "=".

// "title:-ferry", "=-ferry", "==ferry".
std::optional<Error> refuse_second_sign(const QueryText& text, Span operand, Span chunk);

// "NEAR," and "'w/5'" mislead as the operators alone do.
std::optional<Error> refuse_operators_in_punctuation(const QueryText& text, Span operand);

// "title:text:ferry", of which "text:ferry" is the operand.
std::optional<Error> refuse_inner_field(const QueryText& text, Span operand);

// "OR," or "title:AND": an operator to the eye, a word to a machine.
std::optional<Error> refuse_glued_operator(const QueryText& text, Span operand);

// "C++" is searched as "c". Nobody expects a full stop or a comma to be searched.
void report_symbols(const QueryText& text, Span operand, std::vector<Warning>* warnings);

}  // namespace backfile
