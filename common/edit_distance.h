// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace backfile {

// How many code points to leave out, add, replace or exchange with their neighbour until one text
// is the other (optimal string alignment). Both are UTF-8. Time and memory are the product of both
// lengths: for names and words.
std::size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace backfile
