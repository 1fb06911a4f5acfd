// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/archive/manifest.h"
#include "common/result.h"

namespace backfile {

// What is known of a segment beside its files.
struct SegmentSummary {
  std::uint32_t documents = 0;
  std::optional<std::int64_t> oldest;
  std::optional<std::int64_t> newest;
  std::set<std::string> languages;  // Stem languages.

  void include(std::int64_t seconds);
};

// Describes the files of a segment that have been written and fsynced, and fsyncs the directory
// that they are in. `name`: relative to `directory`, without the suffixes. With more than one
// thread the files are read side by side.
Result<SegmentEntry> describe_segment(const std::string& directory, const std::string& name,
                                      const SegmentSummary& summary, unsigned threads);

// Of the segment at `base`, a path without the suffixes; what cannot be removed stays.
void remove_segment(const std::string& base);

}  // namespace backfile
