// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "common/archive/manifest.h"
#include "common/result.h"

namespace backfile {

// Whether the disk of the archive has room for a batch whose records have `record_bytes`: parts and
// their segment side by side, each at most as large as the records (docs/performance.md), the batch
// that is read meanwhile, and what merging copies once the new segment is there. Io, with both
// figures, when it has not: a run that would end in the middle is better not begun.
Result<void> check_disk_room(const std::string& directory, const Manifest& manifest,
                             std::uint64_t record_bytes, std::uint32_t articles);

}  // namespace backfile
