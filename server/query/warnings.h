// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/query/ast.h"

namespace backfile {

// Adds a warning unless the same one is there already.
void add_warning(std::string_view code, std::string detail, std::vector<Warning>* warnings);

}  // namespace backfile
