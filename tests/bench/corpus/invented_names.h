// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "tests/bench/corpus/chance.h"

namespace backfile {

// A capitalised word in a-z, a different one for each number.
std::string invented_name(std::uint64_t number);

// The number of a name as texts use them: some often, most hardly ever, and the longer one reads
// the more of them one has met (the number of different names grows with the power 2/3 of names
// read, as vocabularies of newspapers do).
std::uint64_t draw_name_number(Chance* chance);

}  // namespace backfile
