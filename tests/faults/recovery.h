// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "tests/faults/history.h"

namespace backfile {

// What is wrong with an archive in which the first `runs` of the history had ended and the next one
// was cut short, or an empty text: an article of the runs that had ended is not there, `verify`
// finds damage, or doing the run once more does not give exactly the full set.
// `may_be_partial`: the run may have published a part, if it has said so.
std::string what_was_lost(const History& history, std::size_t runs, const std::string& archive,
                          bool may_be_partial = false);

}  // namespace backfile
