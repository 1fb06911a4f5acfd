// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "common/result.h"
#include "indexer/index/segment_files.h"

namespace backfile {

// Merges segments into one whose documents are in the order of their dates, newest first, undated
// ones last; among equal dates those of earlier sources come first.
struct MergedSegment {
  SegmentSummary summary;  // Without languages: those of the sources together.
  // By source, by its docid - 1: the docid in the merged segment, or 0 for what was left out.
  std::vector<std::vector<std::uint32_t>> docids;
};

// `sources`: paths without the suffixes, each with its documents in the same order. The files are
// written at `base` and fsynced, on two threads if `threads` allows it. Takes about 40 bytes a
// document and 40 a distinct word.
Result<MergedSegment> merge_segment_files(const std::vector<std::string>& sources,
                                          const std::string& base, unsigned threads);

// The segment at `source` without `docids`, which are ascending and not all that it holds: nothing
// in the files that are written at `base` was in these documents alone.
Result<MergedSegment> copy_segment_without(const std::string& source,
                                           const std::vector<std::uint32_t>& docids,
                                           const std::string& base, unsigned threads);

}  // namespace backfile
