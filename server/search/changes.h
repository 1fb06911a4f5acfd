// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "server/search/archive.h"
#include "server/search/snapshot.h"

namespace backfile {

// What happened to articles after the revision `since`, in the order in which it did: within a
// revision the articles that came with it, the newest first, and then those that it took out. An
// article that was taken out is not listed as one that came. `cursor`: ChangesAnswer::next_cursor
// of the page before, or empty; it holds whatever is indexed or taken out meanwhile.
// InvalidArgument (parameter "cursor") when it is not ours.
Result<ChangesAnswer> find_changes(const Snapshot& snapshot, std::uint64_t since,
                                   std::string_view cursor, std::size_t count);

}  // namespace backfile
