// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "common/index/varint.h"

namespace backfile {

// The words of an article in reading order, as numbers of the segment's vocabulary in varints: the
// length of the title's in bytes, the title's, the text's. About 1.6 bytes a word.
struct TokenStream {
  std::span<const std::uint8_t> title;
  std::span<const std::uint8_t> text;
};

inline TokenStream token_stream(std::span<const std::uint8_t> item) {
  const std::uint8_t* at = item.data();
  const std::uint8_t* const end = at + item.size();
  const std::size_t title = read_varint(at, end);
  const auto rest = static_cast<std::size_t>(end - at);
  const std::size_t cut = title < rest ? title : rest;
  return {{at, cut}, {at + cut, rest - cut}};
}

// How often the words whose varints are `phrase` (not empty) stand next to each other in `words`.
// Occurrences may overlap.
inline std::uint32_t count_phrase(std::span<const std::uint8_t> words, std::string_view phrase) {
  const std::string_view bytes(reinterpret_cast<const char*>(words.data()), words.size());
  std::uint32_t found = 0;
  for (std::size_t at = bytes.find(phrase); at != std::string_view::npos;
       at = bytes.find(phrase, at + 1)) {
    // The last byte of a number is below 128: only behind one does a number begin.
    if (at == 0 || static_cast<unsigned char>(bytes[at - 1]) < 0x80) ++found;
  }
  return found;
}

}  // namespace backfile
