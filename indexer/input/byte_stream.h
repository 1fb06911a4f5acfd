// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "common/result.h"

namespace backfile {

// Bytes in order. One thread at a time.
class ByteStream {
 public:
  virtual ~ByteStream() = default;

  // Up to `size` bytes into `buffer`; 0 only at the true end. Corrupt, with how many bytes came
  // before, when compressed data is cut off or damaged; Io when reading fails: an error is never an
  // end. Corrupt comes again with each call until resume(); its kind is kWrongCheckSum when all
  // bytes of a member came and their check sum is not theirs.
  virtual Result<std::size_t> read(char* buffer, std::size_t size) = 0;

  // Bytes of the file itself, before decompression, that have been consumed.
  virtual std::uint64_t consumed() const = 0;

  // After Corrupt: goes to the first place behind the damage from which reading can go on. False
  // when there is none.
  virtual Result<bool> resume() { return false; }
};

inline constexpr std::string_view kWrongCheckSum = "check_sum";

// The bytes of a regular file or of standard input ("-") as they are. NoInput when there is no such
// file, Io when it is not a regular file (a device or a FIFO would block) or cannot be read.
Result<std::unique_ptr<ByteStream>> open_file(const std::string& path);  // file_stream.cpp

// Bytes that are in memory already.
std::unique_ptr<ByteStream> stream_of(std::string bytes);  // file_stream.cpp

}  // namespace backfile
