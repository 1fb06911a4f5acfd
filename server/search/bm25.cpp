// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/bm25.h"

#include <cmath>
#include <cstddef>

namespace backfile {

double rarity_of(std::uint64_t matching, std::uint64_t documents, double exponent) {
  const auto n = static_cast<double>(matching);
  const auto all = static_cast<double>(documents);
  return std::pow(std::log(1 + (all - n + 0.5) / (n + 0.5)), exponent);
}

template <typename Frequency>
void add_scores(const PostingList& postings, const Frequency* frequencies, const DocIds& documents,
                float weight, const LengthNorm& norm, Score* scores) {
  const std::uint32_t* const begin = postings.docids.data();
  const std::uint32_t* const end = begin + postings.docids.size();
  const auto add = [&](std::size_t i, const std::uint32_t* posting) {
    scores[i] += score_of(weight, static_cast<float>(frequencies[posting - begin]), norm(*posting));
  };
  const auto ahead = [&](std::uint32_t later, std::uint32_t) { norm.prefetch(later); };
  if (documents.data() != nullptr && documents.data() >= begin &&
      documents.data() + documents.size() <= end) {
    // The documents are a piece of the list itself.
    for (std::size_t i = 0; i < documents.size(); ++i) {
      documents.look_ahead(i, ahead);
      add(i, documents.data() + i);
    }
    return;
  }
  const std::uint32_t* at = begin;
  if (is_worth_galloping(documents.size(), postings.docids.size())) {
    for (std::size_t i = 0; i < documents.size(); ++i) {
      documents.look_ahead(i, ahead);
      at = gallop(at, end, documents[i]);
      if (at == end) return;
      if (*at == documents[i]) add(i, at);
    }
    return;
  }
  for (std::size_t i = 0; i < documents.size() && at != end;) {
    const std::uint32_t docid = documents[i];
    const std::uint32_t here = *at;
    if (docid == here) add(i, at);
    i += docid <= here ? 1 : 0;
    at += here <= docid ? 1 : 0;
  }
}

template void add_scores(const PostingList&, const std::uint8_t*, const DocIds&, float,
                         const LengthNorm&, Score*);
template void add_scores(const PostingList&, const float*, const DocIds&, float, const LengthNorm&,
                         Score*);

}  // namespace backfile
