// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/result.h"

namespace backfile {

// What an operator asks of an archive without changing it.

struct ArchiveStats {
  std::string uuid;
  std::uint64_t revision = 0;
  std::string updated;
  std::uint64_t articles = 0;
  std::uint64_t superseded = 0;  // Older versions that are still in the files.
  std::uint64_t segments = 0;
  std::uint64_t bytes = 0;  // Of all segments.
  std::optional<std::int64_t> oldest;
  std::optional<std::int64_t> newest;
};
Result<ArchiveStats> read_stats(const std::string& archive);

// For people, or as one line of JSON.
std::string to_text(const ArchiveStats& stats);
std::string to_json_line(const ArchiveStats& stats);

// Reads every byte that the manifest names and compares the digests, and lets Xapian check the
// structure of each segment. The findings, one sentence each; none: the archive is sound.
Result<std::vector<std::string>> verify(const std::string& archive);

}  // namespace backfile
