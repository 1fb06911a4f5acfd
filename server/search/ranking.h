// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "server/query/ast.h"
#include "server/search/matches.h"
#include "server/search/snapshot.h"

namespace backfile {

// BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) of the words, phrases
// and words with wildcards that are wanted, each with the frequency of all of its forms together.
// The weight of a word is its inverse document frequency raised to kRarity: so that the small words
// of a question hardly count beside its rare ones, in every language and without a list of them.
// Values by measurement, on the TIME collection: tests/bench/rank, docs/ranking.md.
inline constexpr float kBm25K1 = 1.6F;
inline constexpr float kBm25B = 0.55F;
inline constexpr double kRarity = 1.5;
// A word of the title counts as much as this many of the text: it is in two terms of the index.
inline constexpr unsigned kTitleBoost = 2;

struct RankedArticle {
  std::size_t segment;
  std::uint32_t docid;
  double score;
};

// The articles at ranks [offset, offset + count) of those that passed, best first; equal scores in
// the order of segment and docid. The order does not depend on which piece of it is asked for.
std::vector<RankedArticle> rank_matches(const Snapshot& snapshot, const Node& root,
                                        const std::vector<SegmentMatches>& matches,
                                        std::uint32_t offset, std::uint32_t count);

}  // namespace backfile
