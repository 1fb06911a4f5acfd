// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "common/result.h"
#include "server/query/lexer.h"

namespace backfile {

// As lex(), of queries in other syntaxes: their operators and fields become the tokens of ours.
// What they have and we have not is refused where it stands.
Result<std::vector<Token>> lex_nexis(const QueryText& text, std::vector<Warning>* warnings);
Result<std::vector<Token>> lex_factiva(const QueryText& text, std::vector<Warning>* warnings);
Result<std::vector<Token>> lex_lucene(const QueryText& text, std::vector<Warning>* warnings);
Result<std::vector<Token>> lex_simple(const QueryText& text, std::vector<Warning>* warnings);

}  // namespace backfile
