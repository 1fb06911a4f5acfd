// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "server/query/ast.h"

namespace backfile {

// For properties that rapidcheck tries: both take their choices from it.

std::size_t random_below(std::size_t limit);

// Any tree as the parser builds it, with so many levels of AND, OR and NOT above proximity.
Node random_tree(std::size_t levels);

}  // namespace backfile
