// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/shingle_index.h"

#include <algorithm>
#include <bit>
#include <tuple>
#include <utility>

namespace backfile {

void ShingleIndex::add(const ShingleSample& sample, std::int64_t seconds) {
  const auto article = static_cast<std::uint32_t>(seconds_.size());
  seconds_.push_back(seconds);
  sizes_.push_back(static_cast<std::uint32_t>(sample.size()));
  for (std::size_t i = 0; i < sample.size(); ++i) postings_.push_back({sample[i], article});
}

void ShingleIndex::finish() {
  shared_.assign(seconds_.size(), 0);
  std::ranges::sort(postings_, [](const Posting& a, const Posting& b) {
    return std::tie(a.shingle, a.article) < std::tie(b.shingle, b.article);
  });
  // About one shingle a cell.
  cell_bits_ =
      std::min(static_cast<unsigned>(std::bit_width(postings_.size())), ShingleSample::kBits - 1);
  cells_.assign((std::size_t{1} << cell_bits_) + 1, 0);
  held_.assign(kHeldBits / 64, 0);
  for (const Posting& posting : postings_) {
    ++cells_[cell_of(posting.shingle) + 1];
    held_[posting.shingle % kHeldBits / 64] |= std::uint64_t{1} << posting.shingle % 64;
  }
  for (std::size_t i = 1; i < cells_.size(); ++i) cells_[i] += cells_[i - 1];
}

const std::vector<ShingleIndex::Candidate>& ShingleIndex::find(const ShingleSample& sample,
                                                               std::int64_t from,
                                                               std::int64_t until) {
  found_.clear();
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const std::uint32_t shingle = sample[i];
    if (!may_hold(shingle)) continue;
    const std::size_t cell = cell_of(shingle);
    const auto end = postings_.begin() + cells_[cell + 1];
    // The first one of this shingle that is late enough.
    const auto first = std::lower_bound(
        postings_.begin() + cells_[cell], end, shingle, [&](const Posting& posting, auto wanted) {
          return posting.shingle != wanted ? posting.shingle < wanted
                                           : seconds_[posting.article] < from;
        });
    for (auto at = first; at != end && at->shingle == shingle; ++at) {
      if (seconds_[at->article] > until) break;
      if (shared_[at->article]++ == 0) found_.push_back({at->article, 0});
    }
  }
  for (Candidate& candidate : found_) {
    candidate.shared = std::exchange(shared_[candidate.article], 0);
  }
  return found_;
}

}  // namespace backfile
