// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace backfile {

// Numbers in 7-bit groups, lowest first; the last byte of a number is below 128 and no other is.
// So a sequence of numbers can be found in a longer one as a sequence of bytes: see TokenStreams.

inline constexpr std::size_t kLongestVarint = 10;   // Of 64 bits.
inline constexpr std::size_t kLongestVarint32 = 5;  // Of 32 bits.

// Returns the number of bytes, at most kLongestVarint, for which there must be room.
inline std::size_t write_varint(std::uint64_t number, char* to) {
  std::size_t size = 0;
  while (number >= 0x80) {
    to[size++] = static_cast<char>(number | 0x80);
    number >>= 7;
  }
  to[size++] = static_cast<char>(number);
  return size;
}

inline void append_varint(std::uint64_t number, std::string* bytes) {
  char written[kLongestVarint];
  bytes->append(written, write_varint(number, written));
}

// Reads one number at `at` and moves behind it. Stops at `end`: damaged bytes give a wrong number,
// never a read outside.
inline std::uint32_t read_varint(const std::uint8_t*& at, const std::uint8_t* end) {
  if (at < end && *at < 0x80) return *at++;
  std::uint32_t number = 0;
  for (unsigned shift = 0; at < end && shift < 35; shift += 7) {
    const std::uint8_t byte = *at++;
    number |= static_cast<std::uint32_t>(byte & 0x7f) << (shift & 31);
    if (byte < 0x80) break;
  }
  return number;
}

}  // namespace backfile
