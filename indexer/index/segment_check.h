// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "common/result.h"

namespace backfile {

// Lets Xapian walk all structures of a segment. Corrupt, with what it found, when they are not
// sound or the number of documents is another. It misses changed content: compare digests too.
Result<void> check_segment(const std::string& path, std::uint32_t documents);

}  // namespace backfile
