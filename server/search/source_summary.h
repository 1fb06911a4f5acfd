// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "server/search/archive.h"
#include "server/search/snapshot.h"

namespace backfile {

// The sources of a revision, most articles first, ties by id. A source's id is its domain when it
// has a dot in it, and its country that of most of its articles that have one.
std::vector<SourceSummary> summarise_sources(const Snapshot& snapshot);

// The coverage of those behind the first `skipped`, without a cursor.
CoverageAnswer summarise_coverage(const Snapshot& snapshot, const CoverageRequest& request,
                                  std::uint32_t skipped);

}  // namespace backfile
