// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "common/result.h"
#include "server/query/lexer.h"

namespace backfile {

// Appends the tokens of a chunk: a maximal run without blanks, brackets and quotation marks, such
// as "climate", "-title:=Ferry", "electi*", "date:2014..", "https://example.com/?a=b". `values`:
// it stands in the brackets of a keyword field. Punctuation alone gives no token but a warning.
std::optional<Error> lex_chunk(const QueryText& text, Span chunk, bool values,
                               std::vector<Token>* tokens, std::vector<Warning>* warnings);

}  // namespace backfile
