// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/vocabulary.h"
#include "common/result.h"

namespace backfile {

// Gathers the words of a segment and writes the file of common/index/vocabulary.h. Order of calls:
// add() by word in byte order, add_stem(), number_words(), numbers(), write().
class VocabularyWriter {
 public:
  // Returns the word's place. `occurrences`: in all articles of the segment.
  std::uint32_t add(std::string_view word, std::uint64_t occurrences);

  // The word occurs in articles of `language`, which is not "und". Twice the same is once.
  void add_stem(std::string_view language, std::uint32_t hash, std::uint32_t word);
  // Articles of this language are in the segment, "und" included.
  void add_language(std::string_view language) { stems_[std::string(language)]; }

  void number_words();
  const std::vector<std::uint32_t>& numbers() const { return numbers_; }  // By place.

  Result<void> write(const std::string& path);

 private:
  std::string letters_;
  std::vector<std::uint32_t> begins_;
  std::vector<std::uint32_t> occurrences_;
  std::vector<std::uint32_t> places_;
  std::vector<std::uint32_t> numbers_;
  std::map<std::string, std::vector<StemEntry>> stems_;
};

}  // namespace backfile
