// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "common/result.h"
#include "server/query/query_text.h"

namespace backfile {

// Refuses what is an operator in other systems and not in ours: adj5, word^2, word!, +word, &&, |,
// [a TO b], words>500, /regex/ and the like. Read as words they would find something else than the
// reader means, without a word about it. `chunk` has no blank, bracket or quotation mark in it;
// between quotation marks nothing is refused.
std::optional<Error> refuse_foreign_operators(const QueryText& text, Span chunk);

}  // namespace backfile
