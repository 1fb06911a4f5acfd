// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/archive/manifest.h"
#include "common/archive/removals.h"
#include "common/result.h"
#include "indexer/index/spool.h"
#include "indexer/index/withdrawals.h"

namespace backfile {

// What became of the articles of a batch.
struct BatchOutcome {
  std::uint64_t added = 0;
  std::uint64_t updated = 0;     // Became a new version of an article.
  std::uint64_t unchanged = 0;   // Were there already.
  std::uint64_t duplicates = 0;  // Came again in the same batch; the newest one counts.
  std::uint64_t outdated = 0;    // Older than what the archive has, by their sender's numbers.
  std::uint64_t refused = 0;    // Canceled, withheld or removed; messages without a text of theirs.
  std::uint64_t removed = 0;    // Articles that were taken out of the archive.
  std::uint64_t held = 0;       // Wait for the end of their embargo.
  std::uint64_t reindexed = 0;  // Were there, and have other lines that recur in their source.
};

// What publishing a batch comes to.
struct BatchPlan {
  BatchOutcome outcome;
  // By segment of the manifest: docids to be purged, ascending.
  std::vector<std::vector<std::uint32_t>> purged;
  std::vector<SpooledArticle> held;

  bool purges() const;
};

// Decides which articles of the spool become part of the archive at `directory`: sets their
// versions and ids, drops what the archive has already and what is not to be shown, and enters
// superseded documents into `manifest` and what was learned of messages into `removals`. The result
// is the same in whatever order articles and the messages about them come (docs/formats.md, "Kill
// and correction messages"). `now`: seconds, for embargoes; `withdrawals`: those of the operator.
Result<BatchPlan> plan_batch(const std::string& directory, Spool* spool, Manifest* manifest,
                             Removals* removals, std::int64_t now,
                             const Withdrawals& withdrawals = {});

}  // namespace backfile
