// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/result.h"
#include "indexer/index/spool.h"

namespace backfile {

// Puts articles of the segment at `base` (a path without the suffixes) into the spool once more, as
// they are stored.
Result<void> spool_again(const std::string& base, const std::vector<std::uint32_t>& docids,
                         Spool* spool);

}  // namespace backfile
