// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "server/query/ast.h"
#include "server/search/search.h"

namespace backfile {

// Everything that is to be compared, as a text that shows where two differ.
std::string describe(const Facet& facet);
// Of a bucket the time that clocks show.
std::string describe(const Timeline& timeline);

// Trees of chance have no texts to print.
std::string describe(const Node& node);

}  // namespace backfile
