// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "common/archive/manifest.h"
#include "common/result.h"
#include "indexer/index/boilerplate.h"
#include "indexer/index/spool.h"

namespace backfile {

// Told of articles indexed so far and of all; one call at a time, from any thread.
using IndexingProgress = std::function<void(std::size_t done, std::size_t all)>;

// Where a segment is written and with what means.
struct SegmentTarget {
  std::string directory;  // Of the archive.
  std::string name;       // Relative to it, without suffixes; its files must not exist.
  std::string scratch;    // An existing directory for parts, on the same file system.
  unsigned threads = 2;
  std::uint64_t memory = 0;  // Bytes that the threads may take for articles; see part_bytes().
  IndexingProgress progress = {};  // May be empty.
  std::uint64_t revision = 0;      // With which new articles come.
};

// Records of a part, in bytes, of which `threads` at a time fit into `memory`. An article takes
// about kMemoryPerByte times its record while it is inverted.
std::size_t part_bytes(std::uint64_t memory, unsigned threads);
inline constexpr std::uint64_t kMemoryPerByte = 15;

// Indexes the articles, which are in the order of their docids, into a new segment: parts in
// parallel, each a segment in the scratch directory, and then merged. All files have been fsynced
// when this returns. `dictionary`: for the records; when it is empty one is trained on them. Lines
// of `boilerplate` are kept out of the index.
Result<SegmentEntry> write_segment(const SegmentTarget& target, const Spool& spool,
                                   const std::vector<SpooledArticle>& articles,
                                   std::string_view dictionary,
                                   const Boilerplate& boilerplate = {});

// One new segment of several; their dead documents stay dead.
Result<SegmentEntry> merge_segments(const SegmentTarget& target,
                                    const std::vector<SegmentEntry>& sources);

// A segment in place of `source`, without `docids`, which are ascending and not all of them.
Result<SegmentEntry> purge_segment(const SegmentTarget& target, const SegmentEntry& source,
                                   const std::vector<std::uint32_t>& docids);

}  // namespace backfile
