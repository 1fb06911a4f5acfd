// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"

namespace backfile {

// The lines of an article as numbers, so that lines which recur in a source can be counted without
// its texts. Two lines are the same when their bytes are, but for blanks at their ends.
struct ArticleLines {
  std::uint64_t source = 0;          // Hash of the source's id; 0: none is named.
  std::vector<std::uint64_t> lines;  // Hashes, each once, ascending. Empty without a source.
};

// Hashes have 39 bits: together with one bit for the decision they take five bytes.
inline constexpr std::size_t kLineBytes = 5;
inline constexpr std::uint64_t kLineMask = (std::uint64_t{1} << 39) - 1;

std::uint64_t line_hash(std::string_view line);
std::uint64_t source_hash(std::string_view source_id);  // Never 0, but for an empty id.

ArticleLines lines_of(const Article& article);

// What the .lines file of a segment holds of an article: the hash of its source and the lines, each
// as five bytes, little-endian, its hash twice and 1 more when the line is kept out of the index.
// `withheld` is a part of `lines.lines`, in the same order.
std::string lines_item(const ArticleLines& lines, std::span<const std::uint64_t> withheld);

// Reads such an item. A damaged one is cut, never read beyond its end.
class LinesItem {
 public:
  explicit LinesItem(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  std::uint64_t source() const { return bytes_.size() < kLineBytes ? 0 : number(0) >> 1; }
  std::size_t size() const { return std::max(bytes_.size(), kLineBytes) / kLineBytes - 1; }
  std::uint64_t line(std::size_t i) const { return number(i + 1) >> 1; }
  bool is_withheld(std::size_t i) const { return (number(i + 1) & 1) != 0; }

 private:
  std::uint64_t number(std::size_t i) const {
    std::uint64_t value = 0;
    for (std::size_t b = kLineBytes; b-- > 0;) value = value << 8 | bytes_[i * kLineBytes + b];
    return value;
  }

  std::span<const std::uint8_t> bytes_;
};

}  // namespace backfile
