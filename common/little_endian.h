// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>

namespace backfile {

static_assert(std::endian::native == std::endian::little, "files are read as they are");

// The number at `at`, which need not be aligned. All of it must be within `bytes`.
template <typename Number>
Number read_number(std::span<const std::uint8_t> bytes, std::size_t at) {
  Number number;
  std::memcpy(&number, bytes.data() + at, sizeof number);
  return number;
}

template <typename Number>
void append_number(Number number, std::string* bytes) {
  bytes->append(reinterpret_cast<const char*>(&number), sizeof number);
}

}  // namespace backfile
