// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "server/search/doc_ids.h"

namespace backfile {

// A word of the title counts as much as this many of the text, unless another weight is asked for:
// lengths count it so, too.
inline constexpr std::uint32_t kTitleBoost = 2;

// The documents of a segment that match a word, a phrase, a prefix or a keyword, decoded. Segments
// do not change, so that a list can be kept as long as there is room.
struct PostingList {
  std::vector<std::uint32_t> docids;  // Ascending.
  // By document: how often it matches; a match in the title counts twice (kTitleBoost). 255 stands
  // for that and more: the weight of a word hardly grows there. Empty for keywords, which have no
  // weight.
  std::vector<std::uint8_t> frequencies;

  std::size_t bytes() const {
    return sizeof(PostingList) + docids.capacity() * sizeof(docids[0]) + frequencies.capacity();
  }
};
using SharedPostings = std::shared_ptr<const PostingList>;

inline DocIds documents_of(const SharedPostings& list) {
  return DocIds(std::shared_ptr<const std::vector<std::uint32_t>>(list, &list->docids));
}

inline constexpr std::uint8_t kMostFrequent = 255;
inline std::uint8_t bounded_frequency(std::uint32_t frequency) {
  return static_cast<std::uint8_t>(frequency < kMostFrequent ? frequency : kMostFrequent);
}

// The documents that are in any of the lists, with the sum of their frequencies. `documents`: of
// the segment.
PostingList add_up(std::vector<PostingList> lists, std::uint32_t documents);

// Adds the frequencies of `part` to those of `whole`; documents that are only in `part` are left
// out.
void add_to(const PostingList& part, PostingList* whole);

}  // namespace backfile
