// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "server/search/doc_ids.h"
#include "server/search/ranking_settings.h"

namespace backfile {

// The documents of a segment that match a word, a phrase, a prefix or a keyword, decoded. Segments
// do not change, so that a list can be kept as long as there is room.
struct PostingList {
  std::vector<std::uint32_t> docids;  // Ascending.
  // By document: how often it matches; a match in the title counts kTitleWeight times, but where
  // titles alone are asked. 255 stands for that and more: the weight of a word hardly grows there.
  // Empty for keywords, which have no weight.
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

// Raises the frequencies of `anywhere`, in which each match counts once, to what matches in titles
// count.
void weigh_titles(const PostingList& in_titles, PostingList* anywhere);

}  // namespace backfile
