// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <future>
#include <optional>
#include <string>
#include <vector>

#include "common/archive/manifest.h"
#include "common/result.h"
#include "indexer/index/archive_writer.h"
#include "indexer/ingest_report.h"
#include "indexer/progress.h"
#include "indexer/read_articles.h"
#include "indexer/rejects.h"

namespace backfile {

// A batch is full as soon as it has so many of either.
struct BatchSize {
  std::size_t articles = 50'000;
  std::uint64_t bytes = 512 << 20;  // Of records.
};

// Where batches go.
struct BatchTarget {
  ArchiveWriter* writer;  // Null for a dry run.
  std::string archive;
  Manifest manifest;  // For a dry run: what the archive holds.
  // Whether a batch is published on another thread, while the next one is read.
  bool aside = true;
  BatchSize size = {};
};

// Gathers what is read into batches and has each published: at most one at a time, in the order in
// which they were read. The first failure of a publication ends the run, at the latest with the
// next batch.
class Batches final : public RecordSink {
 public:
  // `bytes`: of all inputs.
  Batches(BatchTarget target, std::array<Spool, 2> spools, std::uint64_t bytes);

  Result<void> record(ReadRecord record) override;
  Result<void> file_done(const InputFile& file, const std::optional<Error>& failure) override;
  void progress(std::uint64_t bytes) override;

  // The addresses that were read to the end.
  const std::vector<std::string>& fetched() const { return fetched_; }

  // Publishes what is left; when the run was stopped, only a batch that is quickly done.
  Result<IngestReport> finish(bool stopped);

 private:
  struct Batch {
    Spool spool;
    std::vector<InputFile> files;  // Read to their ends since the batch before.
  };

  Result<void> hand_over();
  Result<void> wait();
  Result<BatchOutcome> publish(Spool* spool, bool has_rejects);
  Result<BatchOutcome> compare(Spool* spool);

  BatchTarget target_;
  std::array<Batch, 2> batches_;
  std::size_t filling_ = 0;  // The other one is being published, or empty.
  Progress progress_;
  RejectsDesk rejects_;
  IngestReport report_;
  std::vector<std::string> fetched_;
  std::future<Result<BatchOutcome>> publishing_;  // Last: ends before what it uses.
};

}  // namespace backfile
