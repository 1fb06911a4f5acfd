// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "common/archive/manifest.h"
#include "common/result.h"
#include "indexer/index/archive_lock.h"
#include "indexer/index/boilerplate.h"
#include "indexer/index/ingest_log.h"
#include "indexer/index/segment_writer.h"
#include "indexer/index/spool.h"

namespace backfile {

// What became of the articles of a batch.
struct BatchOutcome {
  std::uint64_t added = 0;
  std::uint64_t updated = 0;     // Became a new version of an article.
  std::uint64_t unchanged = 0;   // Were there already.
  std::uint64_t duplicates = 0;  // Came again later in the same batch; the last one counts.
  std::uint64_t reindexed = 0;   // Were there, and have other lines that recur in their source.
};

// What a run may use.
struct WriterMeans {
  unsigned threads = 2;
  std::uint64_t memory = kDefaultMemory;  // Bytes for articles that are being inverted.

  static constexpr std::uint64_t kDefaultMemory = 512 << 20;
};

// The only writer of an archive. Protocol: open (spool publish)*. Nothing is visible to readers
// before publish() returns, and a process that dies at any moment leaves the last published
// revision; its other files are removed by the next open(). One thread.
class ArchiveWriter {
 public:
  // Takes the lock, creates the archive when there is none (its parent must exist), removes what
  // an interrupted run has left. A directory with other files and no manifest is refused.
  // Busy, CannotCreate, Incompatible, Corrupt.
  static Result<ArchiveWriter> open(const std::string& directory, const WriterMeans& means);

  // An empty spool for the next batch. There is one at a time.
  Result<Spool> new_spool() const;

  // Indexes the batch, supersedes older versions, indexes again what has other boilerplate now
  // (docs/decisions/0008-boilerplate.md), merges small segments and publishes a new
  // revision with the files that log() has been told of; publishes nothing, and keeps the
  // revision, when the archive would not change and `record_inputs` is false.
  Result<BatchOutcome> publish(Spool* spool, bool record_inputs);

  // Called while publish() works.
  void set_progress(IndexingProgress progress) { progress_ = std::move(progress); }

  IngestLog& log() { return log_; }
  const Manifest& manifest() const { return manifest_; }

 private:
  ArchiveWriter(std::string directory, const WriterMeans& means, ArchiveLock lock,
                Manifest manifest, IngestLog log);
  Result<std::string> dictionary_of_largest(const Manifest& manifest) const;
  Result<Boilerplate> learn_boilerplate(Spool* spool, Manifest* next, BatchOutcome* outcome) const;
  Result<void> add_segment(const Spool& spool, const Boilerplate& boilerplate, Manifest* next);
  Result<void> merge_small_segments(Manifest* next);
  SegmentTarget new_segment(const Manifest& next);
  std::string scratch() const { return directory_ + "/scratch"; }

  std::string directory_;
  unsigned threads_;
  std::uint64_t memory_;
  ArchiveLock lock_;
  Manifest manifest_;
  IngestLog log_;
  IndexingProgress progress_;
  unsigned segments_made_ = 0;  // In the revision being made; names its files.
};

// What publish() would do with the batch, without writing: sets the versions in the spool, drops
// what the archive at `directory` holds already, and enters superseded documents into `manifest`.
Result<BatchOutcome> resolve_batch(const std::string& directory, Spool* spool, Manifest* manifest);

}  // namespace backfile
