// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <unicode/utf8.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace backfile {

// ICU's macros convert between integer types in ways that our warnings forbid; they stand here
// only.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"

// The code point of `text` at byte `*at`, which is moved behind it; negative for an ill-formed
// sequence. REQUIRES: *at < text.size().
inline UChar32 next_code_point(std::string_view text, std::size_t* at) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  std::size_t i = *at;
  UChar32 c = 0;
  U8_NEXT(bytes, i, text.size(), c);
  *at = i;
  return c;
}

// REQUIRES: `c` is a code point and no surrogate.
inline void append_code_point(UChar32 c, std::string* out) {
  std::uint8_t buffer[U8_MAX_LENGTH];
  std::size_t length = 0;
  U8_APPEND_UNSAFE(buffer, length, c);
  out->append(reinterpret_cast<const char*>(buffer), length);
}

#pragma GCC diagnostic pop

// Of well-formed UTF-8.
inline std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (const char byte : text) count += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U ? 1 : 0;
  return count;
}

}  // namespace backfile
