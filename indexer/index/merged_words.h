// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/result.h"
#include "indexer/index/segment_source.h"
#include "indexer/index/vocabulary_writer.h"

namespace backfile {

// The vocabulary of segments that become one. Words that only documents have that are left out are
// not in it. Keeps a reference to `sources`.
class MergedWords {
 public:
  // `left_out`: by source, its documents that are not wanted, ascending.
  MergedWords(const std::vector<SegmentSource>& sources,
              const std::vector<std::vector<std::uint32_t>>& left_out);

  std::size_t size() const { return vocabulary_.numbers().size(); }

  // By source, by the number that a word has there: its number in the merged segment.
  std::vector<std::vector<std::uint32_t>> numbers() const;

  // Once. Writes the file of common/index/vocabulary.h.
  Result<void> write(const std::string& path) { return vocabulary_.write(path); }

 private:
  void count_what_is_left_out(const std::vector<std::vector<std::uint32_t>>& left_out);
  std::uint64_t occurrences_kept(std::uint32_t source, std::uint32_t place) const;
  void merge_words();
  void merge_stems();

  const std::vector<SegmentSource>& sources_;
  // By source, by number of the word: its occurrences in documents that are left out.
  std::vector<std::unordered_map<std::uint32_t, std::uint64_t>> occurrences_left_out_;
  VocabularyWriter vocabulary_;
  std::vector<std::vector<std::uint32_t>> places_;  // By source, by its place: the merged place.
};

}  // namespace backfile
