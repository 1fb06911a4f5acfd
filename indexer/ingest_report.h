// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "common/result.h"
#include "indexer/index/batch_plan.h"

namespace backfile {

// What a run did.
struct IngestReport {
  std::uint64_t files = 0;
  std::uint64_t files_known = 0;  // Passed over: read by an earlier run and unchanged since.
  std::uint64_t records = 0;
  std::uint64_t rejected = 0;
  std::map<std::string, std::uint64_t> rejected_by_code;
  std::string rejects_file;  // Name within rejects/ of the archive; empty: nothing was rejected.
  std::map<std::string, std::uint64_t> repaired;  // Articles by what was put right in them.
  BatchOutcome outcome;
  std::uint64_t revision = 0;
  // The first file that could not be read to its end for a reason outside of its data.
  std::optional<Error> unreadable;
};

// What a batch came to is added to the report.
void add_outcome(const BatchOutcome& batch, IngestReport* report);

// One line of JSON.
std::string to_json_line(const IngestReport& report);

}  // namespace backfile
