// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "common/result.h"
#include "server/query/ast.h"
#include "server/query/syntax.h"

namespace backfile {

// The tree in another syntax, so that parse_query reads it there as the same tree (but that Factiva
// has a range of lengths as two conditions). InvalidArgument of kind "not_expressible" when the
// syntax has no words for a part of it: `found` is that part in our syntax, `position` where it was
// read.
// REQUIRES: a tree as the parser builds it.
Result<std::string> print_as(Syntax syntax, const Node& node);

}  // namespace backfile
