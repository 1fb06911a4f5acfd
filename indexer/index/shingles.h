// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "common/hash.h"

namespace backfile {

// A shingle is a sequence of so many words of a text, folded.
inline constexpr std::size_t kShingleWords = 5;

// What stands for a word in shingles.
inline std::uint64_t shingle_word(std::string_view folded) { return hash_number(folded); }

// The shingles of a text as numbers, from those of its words in order, and a number for the whole.
class Shingles {
 public:
  // The shingle that ends with this word, from the fifth word on.
  std::optional<std::uint64_t> add(std::uint64_t word) {
    std::uint64_t& oldest = last_[words_++ % kShingleWords];
    whole_ = (whole_ + word) * kFactor;
    rolling_ = (rolling_ + word) * kFactor - oldest * kFactorOfOldest;
    oldest = word;
    if (words_ < kShingleWords) return std::nullopt;
    return mixed(rolling_);
  }

  std::size_t words() const { return words_; }
  std::uint64_t whole() const { return mixed(whole_); }

 private:
  static constexpr std::uint64_t kFactor = 0x9e37'79b9'7f4a'7c15;
  static constexpr std::uint64_t kSquare = kFactor * kFactor;
  static_assert(kShingleWords == 5, "the word that leaves has been multiplied so often");
  static constexpr std::uint64_t kFactorOfOldest = kSquare * kSquare * kSquare;

  // The finalizer of SplitMix64 (Steele, Lea and Flood, 2014): every bit depends on all.
  static std::uint64_t mixed(std::uint64_t value) {
    value = (value ^ value >> 30) * 0xbf58'476d'1ce4'e5b9;
    value = (value ^ value >> 27) * 0x94d0'49bb'1331'11eb;
    return value ^ value >> 31;
  }

  std::array<std::uint64_t, kShingleWords> last_{};
  std::size_t words_ = 0;
  std::uint64_t rolling_ = 0;
  std::uint64_t whole_ = 0;
};

}  // namespace backfile
