// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/result.h"
#include "indexer/input/byte_stream.h"

namespace backfile {

// A ByteStream that can be looked into before it is read, and cut at delimiters. Knows the offset
// and the line at which it stands.
class BufferedStream {
 public:
  explicit BufferedStream(ByteStream stream) : stream_(std::move(stream)) {}

  // Up to `size` of the next bytes without consuming them; fewer only at the end.
  Result<std::string_view> peek(std::size_t size);

  // The bytes up to and including `delimiter`, or up to the end; nothing at the end. When they are
  // more than `limit`, the first bytes of them with `too_long` set; the rest is consumed as well.
  struct Piece {
    std::string bytes;
    bool too_long = false;
  };
  Result<std::optional<Piece>> read_through(std::string_view delimiter, std::size_t limit);

  // Consumes and drops everything before `mark`, or up to the end. True if `mark` is next.
  Result<bool> skip_to(std::string_view mark);

  std::uint64_t offset() const { return offset_; }  // Of the next byte, in decompressed bytes.
  std::uint64_t line() const { return line_; }      // Of the next byte, from 1.
  std::uint64_t consumed() const { return stream_.consumed(); }

 private:
  Result<bool> fill();  // False at the end.
  void consume(std::size_t count);
  std::string_view ahead() const { return std::string_view(buffer_).substr(at_); }

  ByteStream stream_;
  std::string buffer_;
  std::size_t at_ = 0;
  bool ended_ = false;
  std::uint64_t offset_ = 0;
  std::uint64_t line_ = 1;
};

}  // namespace backfile
