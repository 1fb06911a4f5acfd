// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "common/prefetch.h"
#include "server/search/doc_ids.h"
#include "server/search/posting_list.h"
#include "server/search/score.h"

// BM25: Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009.
namespace backfile {

// How much rarer than all a word is that is in `matching` of so many documents: its inverse
// document frequency, as BM25 has it, raised to the exponent.
double rarity_of(std::uint64_t matching, std::uint64_t documents, double exponent);

// What the length of a document adds to a frequency below the fraction: k1 (1 - b + b length /
// average length), of which `fixed` is the first part and `per_word` what each word adds.
struct LengthNorm {
  const std::uint16_t* lengths;
  float fixed;
  float per_word;

  float operator()(std::uint32_t docid) const {
    return fixed + per_word * static_cast<float>(lengths[docid - 1]);
  }
  void prefetch(std::uint32_t docid) const { backfile::prefetch(lengths + docid - 1); }
};

// The score of a word of this weight in a document in which it stands `frequency` times.
inline Score score_of(float weight, float frequency, float norm) {
  return frequency > 0 ? to_score(weight * frequency / (frequency + norm)) : 0;
}

// Adds to `scores`, one each of `documents`, those of the word with these postings.
// `frequencies`: one a posting; of std::uint8_t or float.
template <typename Frequency>
void add_scores(const PostingList& postings, const Frequency* frequencies, const DocIds& documents,
                float weight, const LengthNorm& norm, Score* scores);

extern template void add_scores(const PostingList&, const std::uint8_t*, const DocIds&, float,
                                const LengthNorm&, Score*);
extern template void add_scores(const PostingList&, const float*, const DocIds&, float,
                                const LengthNorm&, Score*);

}  // namespace backfile
