// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "common/index/item_file.h"
#include "common/mapped_file.h"
#include "common/result.h"

namespace backfile {

// A record may not be longer than this when it is read: damaged files ask for any amount of memory.
inline constexpr std::size_t kLongestRecord = 64 << 20;

// The article records of a segment: JSON lines, each a zstd frame made with the dictionary that is
// the preamble of the file (empty: without one). May be read from any thread.
class Records {
 public:
  static Result<Records> open(MappedFile file);
  Records(Records&&) noexcept;
  Records& operator=(Records&&) noexcept;
  ~Records();

  std::uint32_t documents() const;
  std::string_view dictionary() const;
  std::span<const std::uint8_t> frame(std::uint32_t docid) const;  // As stored.
  // Corrupt when the frame cannot be unpacked.
  Result<std::string> record(std::uint32_t docid) const;

 private:
  struct Impl;
  explicit Records(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace backfile
