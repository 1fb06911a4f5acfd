// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result.h"
#include "server/search/archive.h"
#include "server/search/matches.h"
#include "server/search/reader.h"
#include "server/search/snapshot.h"

namespace backfile {

// Of each stratum as many as its share of the total, and of as many strata as possible at least
// one; within it every subset of that size is equally likely. See archive.h.
Result<SampleAnswer> draw_sample(const Snapshot& snapshot, Reader& reader, PostingCache& cache,
                                 const SampleRequest& request, Deadline deadline);

// How many to draw of strata with so many articles, `size` together or all there are: in proportion
// (largest remainders), none more than it has.
std::vector<std::uint64_t> allocate(const std::vector<std::uint64_t>& articles, std::uint64_t size);

}  // namespace backfile
