// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace backfile::glass {

// What both the writer and the reader know of a glass database of Xapian 1.4: backends/glass/ there
// has the definitions. All numbers outside varints are big-endian.

inline constexpr std::string_view kMagic = "\x0f\x0dXapian Glass";
inline constexpr std::size_t kBlockSize = 8192;

// A block: revision (4 bytes), level (1), largest free piece (2), free bytes (2), end of the
// directory (2), directory (2 an item), free space, items.
// An item of a leaf: its length minus 3 with flags in the upper 3 bits (2 bytes), length of the key
// (1), key, number of the component (2, not in the first one), piece of the tag.
// An item of a branch: child (4), length of the divider (1), divider, its component (2).
inline constexpr std::size_t kDirectoryStart = 11;
inline constexpr std::size_t kItemSizeMask = 0x1fff;

// The lengths of documents stand in the tree of the terms, under this key.
inline constexpr std::string_view kLengthsKey{"\0\xe0", 2};

// A NUL within a term is followed by 0xff; a NUL alone ends the term before a docid.
inline std::string term_key(std::string_view term) {
  std::string key;
  for (const char c : term) {
    key.push_back(c);
    if (c == '\0') key.push_back('\xff');
  }
  return key;
}

// An unsigned number such that byte order is the order of numbers (pack_uint_preserving_sort).
inline void append_sortable(std::uint32_t number, std::string* bytes) {
  if (number < 0x8000) {
    bytes->push_back(static_cast<char>(number >> 8));
    bytes->push_back(static_cast<char>(number));
    return;
  }
  const std::size_t length = static_cast<std::size_t>(37 - std::countl_zero(number)) / 7;
  const unsigned mask = 0xffU << (10 - length);
  const std::uint64_t wide = number;
  bytes->push_back(static_cast<char>((wide >> (8 * (length - 1))) | (mask & 0xff)));
  for (std::size_t i = length - 1; i-- > 0;) bytes->push_back(static_cast<char>(wide >> (8 * i)));
}

// The inverse; 0 when there is no number.
inline std::uint32_t read_sortable(std::string_view bytes) {
  if (bytes.size() < 2) return 0;
  const auto byte = [&](std::size_t i) {
    return std::uint64_t{static_cast<std::uint8_t>(bytes[i])};
  };
  if (byte(0) < 0x80) return static_cast<std::uint32_t>(byte(0) << 8 | byte(1));
  const auto length =
      static_cast<std::size_t>(std::countl_one(static_cast<std::uint8_t>(bytes[0]))) + 2;
  if (bytes.size() < length) return 0;
  const unsigned mask = 0xffU << (10 - length);
  std::uint64_t number = byte(0) & ~mask & 0xff;
  for (std::size_t i = 1; i < length; ++i) number = number << 8 | byte(i);
  return static_cast<std::uint32_t>(number);
}

}  // namespace backfile::glass
