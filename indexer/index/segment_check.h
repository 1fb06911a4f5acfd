// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "common/result.h"

namespace backfile {

// Lets Xapian walk all structures of its part of a segment, and opens the other files. Corrupt,
// with what was found, when they are not sound or the number of documents is another. It misses
// changed content: compare digests too. `base`: a path without the suffixes.
Result<void> check_segment(const std::string& base, std::uint32_t documents);

}  // namespace backfile
