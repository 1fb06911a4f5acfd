// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "indexer/index/copy_signature.h"

namespace backfile {

// Finds which of a set of articles share sampled shingles with another one. Articles are known by
// the order in which they were added, which is that of their dates.
class ShingleIndex {
 public:
  // `seconds` never falls from one call to the next.
  void add(const ShingleSample& sample, std::int64_t seconds);
  // After the last one.
  void finish();

  struct Candidate {
    std::uint32_t article;
    std::uint32_t shared;
  };
  // The articles published within [from, until] that share any shingle. Valid until the next call.
  const std::vector<Candidate>& find(const ShingleSample& sample, std::int64_t from,
                                     std::int64_t until);

  std::size_t size_of(std::uint32_t article) const { return sizes_[article]; }

 private:
  struct Posting {
    std::uint32_t shingle;
    std::uint32_t article;
  };

  static constexpr std::size_t kHeldBits = std::size_t{1} << 18;

  std::size_t cell_of(std::uint32_t shingle) const {
    return shingle >> (ShingleSample::kBits - cell_bits_);
  }
  // False for most shingles that are not there, at the price of one look into 32 KB.
  bool may_hold(std::uint32_t shingle) const {
    return (held_[shingle % kHeldBits / 64] >> shingle % 64 & 1) != 0;
  }

  std::vector<std::int64_t> seconds_;  // By article.
  std::vector<std::uint32_t> sizes_;   // By article: shingles sampled.
  std::vector<std::uint32_t> shared_;  // By article, 0 between calls.
  std::vector<Posting> postings_;      // By shingle, then by article.
  std::vector<std::uint32_t> cells_;   // By the first bits of a shingle: where its postings begin.
  unsigned cell_bits_ = 0;
  std::vector<std::uint64_t> held_;  // A bit for each shingle by its last bits.
  std::vector<Candidate> found_;
};

}  // namespace backfile
