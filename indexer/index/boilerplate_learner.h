// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/archive/manifest.h"
#include "common/index/item_file.h"
#include "common/result.h"
#include "indexer/index/boilerplate.h"
#include "indexer/index/spool.h"

namespace backfile {

// What of a revision recurs in the articles of sources. All is counted anew from the .lines files,
// so nothing can drift: the answer depends on the articles alone, not on when they came.
class BoilerplateLearner {
 public:
  // Opens the .lines files of the segments of `next`, which is made of `published`: the same
  // segments, and more of their articles are dead. `purged`, by segment: docids, ascending, of
  // those that are being taken out; they count for nothing.
  static Result<BoilerplateLearner> open(const std::string& directory, const Manifest& published,
                                         const Manifest& next,
                                         const std::vector<std::vector<std::uint32_t>>& purged);

  // Judges every source of `batch` and of the articles that have become dead, over the articles of
  // the batch and all that are live.
  Boilerplate learn(const std::vector<SpooledArticle>& batch) const;

  // The live articles that would now be indexed otherwise, by segment: docids, ascending.
  std::vector<std::vector<std::uint32_t>> outdated(const Boilerplate& boilerplate) const;

 private:
  struct Segment {
    ItemFile lines;
    std::vector<std::uint32_t> dead;
    std::vector<std::uint32_t> newly_dead;
  };

  template <typename Visitor>
  static void for_each_live(const Segment& segment, Visitor visit);

  std::vector<Segment> segments_;
};

}  // namespace backfile
