// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/search/matches.h"
#include "server/search/posting_cache.h"
#include "server/search/reader.h"
#include "server/search/snapshot.h"

namespace backfile {

// What is needed to find out something about a revision, and until when it may take. References
// hold during one call of Archive::work().
struct Work {
  const Snapshot& snapshot;
  Reader& reader;
  PostingCache& cache;
  Deadline deadline;
};

}  // namespace backfile
