// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/result.h"
#include "indexer/index/archive_writer.h"
#include "indexer/read_articles.h"

namespace backfile {

struct IngestOptions {
  std::string archive;
  std::vector<std::string> paths;
  // Without a fetcher: it is made here, with what the archive knows of feeds. With `only`, files
  // that earlier runs have read are read, too.
  ReadOptions read;
  FetchOptions fetch;
  std::vector<std::string> sitemaps;  // Files or addresses.
  std::uint64_t memory = 1 << 30;     // Bytes that the run may take.
  bool dry_run = false;               // Read and compare, write nothing.
};

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

// Of the bytes that a run may take: half. Reading, merging and the libraries have the rest.
std::uint64_t memory_for_inverting(std::uint64_t memory);

// One line of JSON.
std::string to_json_line(const IngestReport& report);

// The main job: from article files to a published revision. Reads in batches of a bounded size;
// each is published, so that a run that is stopped keeps what it has published and the next one
// goes on. An error means that the archive is at the last published revision.
Result<IngestReport> ingest(const IngestOptions& options);

}  // namespace backfile
