// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/item_file.h"
#include "common/result.h"
#include "indexer/index/shingles.h"

namespace backfile {

// A text with fewer words counts together with its title, and if that does not make it so large, as
// nothing that could be known as a copy.
inline constexpr std::size_t kFewestWordsOfCopy = 20;
// What comes behind these words is not compared, but for equality.
inline constexpr std::size_t kMostWordsCompared = 4'000;

// What is kept of an article so that its copies can be found without its text: one number for the
// whole, and a sample of its shingles. Which shingles are taken depends on them alone and on
// whether they begin in the lead, of which editors cut the least and which is sampled more densely.
class CopySignature {
 public:
  // Words of the title first; numbers as of shingle_word().
  void add_title_word(std::uint64_t word) { title_.add(word); }
  void add_text_word(std::uint64_t word);

  // Of equal texts equal; 0 for an article that is too small.
  std::uint64_t whole() const;
  // The sample: numbers of three bytes, little-endian, ascending.
  std::string sample();

 private:
  Shingles title_;
  Shingles text_;
  std::vector<std::uint32_t> sampled_;
};

// Reads a sample.
class ShingleSample {
 public:
  explicit ShingleSample(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  std::size_t size() const { return bytes_.size() / kBytes; }
  std::uint32_t operator[](std::size_t i) const {
    const std::uint8_t* const at = bytes_.data() + i * kBytes;
    return at[0] | std::uint32_t{at[1]} << 8 | std::uint32_t{at[2]} << 16;
  }

  static constexpr std::size_t kBytes = 3;
  static constexpr unsigned kBits = 24;

 private:
  std::span<const std::uint8_t> bytes_;
};

std::size_t count_shared(const ShingleSample& a, const ShingleSample& b);

// Whether samples of these sizes with so many shingles in common are worth a look at the texts:
// below half of what copies are expected to share.
bool may_be_copies(std::size_t shared, std::size_t a, std::size_t b);

// A .copies file of a segment: the numbers of the whole texts in the preamble, 8 bytes each, and
// the samples.
class CopiesFile {
 public:
  // Corrupt when it is not for so many documents.
  static Result<CopiesFile> open(const std::string& path, std::uint32_t documents);

  std::uint64_t whole(std::uint32_t docid) const;
  std::span<const std::uint8_t> sample(std::uint32_t docid) const { return file_.item(docid); }

 private:
  explicit CopiesFile(ItemFile file) : file_(std::move(file)) {}
  ItemFile file_;
};

}  // namespace backfile
