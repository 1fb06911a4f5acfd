// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/mapped_file.h"
#include "common/result.h"

namespace backfile {

// The words of a segment in byte order, and which of them share a stem in which language. A word
// has a place in this order and a number by its frequency: number 0 is the most frequent word, and
// the streams of the articles (common/index/token_stream.h) are made of numbers.
//
// Layout (numbers are 4 bytes, little-endian): kVocabularyMagic, words, languages; where each word
// begins in the letters, and where the last one ends; the word of each number; the number of each
// word; how often each word occurs; for each language its tag (8 bytes, padded with NULs) and its
// number of entries; the entries of each language; the letters.
inline constexpr std::string_view kVocabularyMagic = "BFWORDS3";
inline constexpr std::size_t kLanguageTagBytes = 8;

// A word that occurs in articles of a language. Sorted by hash, then by word.
struct StemEntry {
  std::uint32_t hash;  // stem_hash() of its stem.
  std::uint32_t word;  // Its place.
};

// The lower half of hash64().
std::uint32_t stem_hash(std::string_view stem);

class Vocabulary {
 public:
  // Corrupt when the file does not have this layout.
  static Result<Vocabulary> open(MappedFile file);

  std::uint32_t size() const { return static_cast<std::uint32_t>(numbers_.size()); }
  // `place` and `number` below size().
  std::string_view word(std::uint32_t place) const;
  std::uint32_t number(std::uint32_t place) const { return numbers_[place]; }
  std::uint32_t place(std::uint32_t number) const { return places_[number]; }
  // In titles and texts of the segment, dead documents included; 2^32 - 1 for that and more.
  std::uint32_t occurrences(std::uint32_t place) const { return occurrences_[place]; }

  std::optional<std::uint32_t> find(std::string_view word) const;

  // The places [first, last) of the words that begin with `prefix`.
  struct Range {
    std::uint32_t first;
    std::uint32_t last;
  };
  Range with_prefix(std::string_view prefix) const;

  // Stem languages of the articles, as stem_language() names them. Words of "und" are their own
  // stems and have no entries.
  const std::vector<std::string>& languages() const { return languages_; }
  std::span<const StemEntry> stems(std::size_t language) const { return stems_[language]; }
  // The entries with this hash; some may have another stem.
  std::span<const StemEntry> stems(std::size_t language, std::uint32_t hash) const;

 private:
  explicit Vocabulary(MappedFile file) : file_(std::move(file)) {}
  std::uint32_t lower_bound(std::string_view word) const;

  MappedFile file_;
  std::span<const std::uint32_t> begins_;       // size() + 1, into letters_.
  std::span<const std::uint32_t> places_;       // By number.
  std::span<const std::uint32_t> numbers_;      // By place.
  std::span<const std::uint32_t> occurrences_;  // By place.
  std::vector<std::string> languages_;
  std::vector<std::span<const StemEntry>> stems_;  // By language.
  std::string_view letters_;
};

}  // namespace backfile
