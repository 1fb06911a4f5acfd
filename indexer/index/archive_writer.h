// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "common/archive/manifest.h"
#include "common/archive/removals.h"
#include "common/result.h"
#include "indexer/index/archive_lock.h"
#include "indexer/index/batch_plan.h"
#include "indexer/index/boilerplate.h"
#include "indexer/index/ingest_log.h"
#include "indexer/index/segment_writer.h"
#include "indexer/index/spool.h"

namespace backfile {

// What a run may use.
struct WriterMeans {
  unsigned threads = 2;
  std::uint64_t memory = kDefaultMemory;  // Bytes for articles that are being inverted.

  static constexpr std::uint64_t kDefaultMemory = 512 << 20;
};

// A segment numbers its documents in this order: the newest article first, undated ones last.
std::vector<SpooledArticle> in_order_of_docids(std::vector<SpooledArticle> articles);

// The only writer of an archive. Protocol: open (spool publish)*. Nothing is visible to readers
// before publish() returns, and a process that dies at any moment leaves the last published
// revision; its other files are removed by the next open(). One thread at a time.
class ArchiveWriter {
 public:
  // Takes the lock, creates the archive when there is none (its parent must exist), removes what
  // an interrupted run has left. A directory with other files and no manifest is refused.
  // Busy, CannotCreate, Incompatible, Corrupt.
  static Result<ArchiveWriter> open(const std::string& directory, const WriterMeans& means);

  // An empty spool for a batch.
  Result<Spool> new_spool();

  // Indexes the batch and what was held until now, supersedes older versions, takes out what
  // messages and `withdrawals` take back, indexes again what has other boilerplate now
  // (docs/decisions/0008-boilerplate.md), merges small segments and publishes a new revision with
  // the files that log() has been told of; publishes nothing, and keeps the revision, when the
  // archive would not change and `record_inputs` is false. What was taken out is in no file of the
  // archive any more when this returns, and the spool is empty.
  Result<BatchOutcome> publish(Spool* spool, bool record_inputs,
                               const Withdrawals& withdrawals = {});

  // For a rebuild (archive_rebuild.h): over an archive of any format, whose lock is held. Nothing
  // of what readers see changes before publish_rebuilt(). `start`: the manifest to be published,
  // without segments.
  static Result<ArchiveWriter> open_to_rebuild(const std::string& directory,
                                               const WriterMeans& means, ArchiveLock lock,
                                               Manifest start);
  // Indexes articles as they were stored, and empties the spool. `dead`: the offsets of those that
  // have been superseded.
  Result<void> add_stored(Spool* spool, const std::set<std::uint64_t>& dead);
  // Puts what was added in the place of all that was there, and removes that.
  Result<void> publish_rebuilt();

  // Called while publish() works.
  void set_progress(IndexingProgress progress) { progress_ = std::move(progress); }

  IngestLog& log() { return log_; }
  Removals& removals() { return removals_; }
  const Manifest& manifest() const { return manifest_; }

 private:
  ArchiveWriter(std::string directory, const WriterMeans& means, ArchiveLock lock,
                Manifest manifest, IngestLog log, Removals removals);
  Result<std::string> dictionary_of_largest(const Manifest& manifest) const;
  Result<Boilerplate> learn_boilerplate(Spool* spool, BatchPlan* plan, Manifest* next) const;
  Result<void> change_segments(const Spool& spool, const BatchPlan& plan,
                               const Boilerplate& boilerplate, Manifest* next);
  Result<void> purge(const BatchPlan& plan, Manifest* next);
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
  Removals removals_;
  IndexingProgress progress_;
  unsigned spools_made_ = 0;
  unsigned segments_made_ = 0;  // In the revision being made; names its files.
};

}  // namespace backfile
