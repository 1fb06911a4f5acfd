// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/result.h"
#include "server/search/matches.h"
#include "server/search/segment.h"
#include "server/search/work.h"

namespace backfile {

// Occurrences of every word in the titles and texts of some articles, counted one by one in their
// token streams. Words are as they are indexed: folded, and not stemmed.
class WordCounts {
 public:
  // `matches`: of each segment of the revision. Deadline.
  static Result<WordCounts> of(const Work& work, const std::vector<SegmentMatches>& matches);

  std::uint64_t total() const { return total_; }
  std::uint64_t articles() const { return articles_; }
  std::uint64_t of_word(const Work& work, std::string_view word) const;

  // Every word that occurs; the texts live as long as the revision.
  std::unordered_map<std::string_view, std::uint64_t> by_word(const Work& work) const;

 private:
  std::vector<std::vector<std::uint32_t>> counts_;  // By segment, by number.
  std::uint64_t total_ = 0;
  std::uint64_t articles_ = 0;
};

}  // namespace backfile
