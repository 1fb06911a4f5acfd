// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
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
  explicit BufferedStream(std::unique_ptr<ByteStream> stream) : stream_(std::move(stream)) {}

  // Up to `size` of the next bytes without consuming them; fewer only at the end. The view is valid
  // until the next call.
  Result<std::string_view> peek(std::size_t size);

  // The same to recognise data by: damage behind the first byte is no error yet.
  Result<std::string_view> sniff(std::size_t size);

  // What has been read ahead already: all there is in front of an error of peek().
  std::string_view buffered() const { return std::string_view(buffer_).substr(at_); }

  // Consumes `count` bytes, or what is left of them; how many there were.
  Result<std::uint64_t> skip(std::uint64_t count);

  // Up to `size` of the next bytes into `buffer`; 0 only at the end.
  Result<std::size_t> read(char* buffer, std::size_t size);

  // The bytes up to and including `delimiter`, or up to the end; nothing at the end. When they are
  // more than `limit`, the first bytes of them with `too_long` set; the rest is consumed as well.
  struct Piece {
    std::string bytes;
    bool too_long = false;
  };
  Result<std::optional<Piece>> read_through(std::string_view delimiter, std::size_t limit);

  // All that is left, like read_through() of a delimiter that never comes.
  Result<std::optional<Piece>> read_rest(std::size_t limit);

  // Consumes and drops everything before `mark`, or up to the end. True if `mark` is next.
  Result<bool> skip_to(std::string_view mark);

  // ByteStream::resume(); drops what stands in front of the damage.
  Result<bool> resume();

  std::uint64_t offset() const { return offset_; }  // Of the next byte, in decompressed bytes.
  std::uint64_t line() const { return line_; }      // Of the next byte, from 1.
  std::uint64_t consumed() const { return stream_->consumed(); }

 private:
  Result<bool> fill();  // False at the end.
  void consume(std::size_t count);
  void take(std::size_t count, std::size_t limit, Piece* piece);

  std::unique_ptr<ByteStream> stream_;
  std::string buffer_;
  std::size_t at_ = 0;
  bool ended_ = false;
  std::uint64_t offset_ = 0;
  std::uint64_t line_ = 1;
};

}  // namespace backfile
