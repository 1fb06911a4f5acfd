// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "indexer/reject.h"

namespace backfile {

// The rejects that an archive keeps: one file a run, rejects/<hash of its content>.jsonl, so that
// the same rejects twice are one file.
struct StoredRejects {
  std::vector<Reject> rejects;     // Each record once, as it was rejected last.
  std::vector<std::string> files;  // Names of the files that they are from.
};

// NoInput when there is no archive.
Result<StoredRejects> load_rejects(const std::string& archive);

// Writes a file of lines and returns its name. Then removes the oldest files, as long as all
// together have more than kLargestRejects bytes.
Result<std::string> save_rejects(const std::string& archive, std::string_view lines);

// A name that does not exist is no error.
Result<void> remove_rejects(const std::string& archive, const std::string& name);

// Adds the rejects of a run to the counts since the archive was made, by code, which stand in
// rejects/counts.json for whoever watches: {"damaged": 17, ...}. A file that cannot be read counts
// as empty.
Result<void> count_rejects(const std::string& archive,
                           const std::map<std::string, std::uint64_t>& by_code);

inline constexpr std::uint64_t kLargestRejects = 64 << 20;

}  // namespace backfile
