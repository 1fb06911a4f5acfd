// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "common/archive/manifest.h"
#include "common/result.h"
#include "indexer/index/spool.h"

namespace backfile {

// Told of articles indexed so far and of all; one call at a time, from any thread.
using IndexingProgress = std::function<void(std::size_t done, std::size_t all)>;

// Where a segment is written and with what means.
struct SegmentTarget {
  std::string directory;  // Of the archive.
  std::string file;       // Relative to it; must not exist.
  std::string scratch;    // An existing directory for parts, on the same file system.
  unsigned threads = 2;
  IndexingProgress progress = {};  // May be empty.
};

// Indexes the articles, which are in the order of their docids, into a new segment: parts of a few
// hundred documents in parallel, compacted to one file, which has been fsynced when this returns.
Result<SegmentEntry> write_segment(const SegmentTarget& target, const Spool& spool,
                                   const std::vector<SpooledArticle>& articles);

// One new segment of several, in the given order, by compaction; their dead documents stay dead.
Result<SegmentEntry> merge_segments(const SegmentTarget& target,
                                    const std::vector<SegmentEntry>& sources);

}  // namespace backfile
