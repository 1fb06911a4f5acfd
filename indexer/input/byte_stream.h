// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "common/result.h"

namespace backfile {

// The bytes of a regular file or of standard input, decompressed if they are gzip, zstd, xz or
// bzip2 (also of several members). One thread at a time.
class ByteStream {
 public:
  // `path` "-" is standard input. NoInput when there is no such file, Io when it is not a regular
  // file (a device or a FIFO would block) or cannot be read.
  static Result<ByteStream> open(const std::string& path);

  ByteStream(ByteStream&&) noexcept;
  ByteStream& operator=(ByteStream&&) noexcept;
  ~ByteStream();

  // Up to `size` bytes into `buffer`; 0 only at the true end. Corrupt, with how many bytes came
  // before, when the compressed data is cut off or damaged; Io when reading fails: an error is
  // never an end.
  Result<std::size_t> read(char* buffer, std::size_t size);

  // Bytes of the file itself, before decompression, that have been consumed.
  std::uint64_t consumed() const;

 private:
  struct Impl;
  explicit ByteStream(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace backfile
