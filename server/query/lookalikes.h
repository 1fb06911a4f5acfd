// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "server/query/lexer.h"

namespace backfile {

// Warns of words that were perhaps meant as something else: "and", "or" and "not" in small letters
// where an operator could stand, and words in single quotes, which make no phrase.
void warn_of_lookalikes(const std::vector<Token>& tokens, std::vector<Warning>* warnings);

}  // namespace backfile
