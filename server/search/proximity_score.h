// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "server/search/passage_reader.h"
#include "server/search/places.h"

namespace backfile {

// A word that a query wants, in the order of the query, and what it can add to a score.
struct WeighedWord {
  PlaceFinder::Slot slot;  // Of one word; its field is that of the query.
  float weight;
  std::size_t clause;  // Words of one phrase have the same.
};

// How near the words that follow each other in a query stand in an article: a pair of them, which
// are not of one phrase, adds the smaller of their weights divided by the square of their least
// distance, neighbours being at 1 (after Rasolofo and Savoy, Term Proximity Scoring for
// Keyword-Based Retrieval Systems, 2003). For one segment and one thread.
class ProximityScore {
 public:
  // The words at most 64. References must outlive it.
  ProximityScore(const std::vector<WeighedWord>& words, const Segment& segment, Reader& reader);

  // The sum over all pairs.
  float of(std::uint32_t docid);

 private:
  // Two slots, and the least distance between them that was seen.
  struct Pair {
    std::size_t first;
    std::size_t second;
    float weight;
    std::uint32_t distance;
  };
  void measure(const Passage& passage, std::uint64_t counted);

  PassageReader passages_;
  std::uint64_t in_title_ = 0;  // A bit for each slot that counts in titles,
  std::uint64_t in_text_ = 0;   // and in texts,
  std::uint64_t in_lead_ = 0;   // there in the lead alone.
  std::vector<Pair> pairs_;
  std::vector<std::uint32_t> last_;  // By slot: behind its last place in the passage, or 0.
};

// The sum that no article exceeds.
float greatest_proximity(const std::vector<WeighedWord>& words);

}  // namespace backfile
