// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace backfile {

// Numbers words in the order in which they are first seen. A lookup costs a few nanoseconds more
// than reading the word.
class WordTable {
 public:
  WordTable();

  // The number of `word`, a new one if it has not been seen.
  std::uint32_t number(std::string_view word);

  // Valid until the next call of number().
  std::string_view word(std::uint32_t number) const {
    return std::string_view(letters_).substr(begins_[number],
                                             begins_[number + 1] - begins_[number]);
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(begins_.size() - 1); }

 private:
  struct Slot {
    std::uint32_t hash;
    std::uint32_t number;  // kFree: no word.
  };
  static constexpr std::uint32_t kFree = 0xffff'ffff;

  void grow();

  std::vector<Slot> slots_;  // A power of two; at most half of them are taken.
  std::string letters_;
  std::vector<std::uint32_t> begins_;  // Into letters_; one more than there are words.
};

}  // namespace backfile
