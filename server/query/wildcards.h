// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "server/query/ast.h"
#include "server/query/query_text.h"

namespace backfile {

bool has_wildcards(const QueryText& text, Span span);

// Refuses wildcards with too few letters: before the first of them, or in the whole word; and two
// stars together. `operand` has wildcards and stands without quotation marks. A "?" at the end of
// it gives a warning, for it may be meant as punctuation.
std::optional<Error> refuse_wildcards(const QueryText& text, Span operand,
                                      std::vector<Warning>* warnings);

// The same between quotation marks. A "?" behind a word and before none is punctuation there, with
// a warning, because headlines end so.
std::optional<Error> refuse_wildcards_in_phrase(const QueryText& text, Span phrase,
                                                std::vector<Warning>* warnings);

// The same of words in another syntax, which `pattern` gives in ours.
std::optional<Error> refuse_pattern(const QueryText& text, Span written, std::string_view pattern);

// What stands between quotation marks without such a "?".
std::string phrase_text(const QueryText& text, Span phrase);

}  // namespace backfile
