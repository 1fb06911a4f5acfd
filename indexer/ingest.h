// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/result.h"
#include "indexer/batches.h"
#include "indexer/ingest_report.h"
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
  BatchSize batch = {};
  bool dry_run = false;  // Read and compare, write nothing.
};

// Of the bytes that a run may take: half. Reading, merging and the libraries have the rest.
std::uint64_t memory_for_inverting(std::uint64_t memory);

// The main job: from article files to a published revision. Reads in batches of a bounded size;
// each is published, so that a run that is stopped keeps what it has published and the next one
// goes on. An error means that the archive is at the last published revision.
Result<IngestReport> ingest(const IngestOptions& options);

}  // namespace backfile
