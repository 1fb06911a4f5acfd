// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/buffered_stream.h"

#include <algorithm>

namespace backfile {
namespace {

constexpr std::size_t kBlock = 256 << 10;
constexpr std::size_t kKeptOfTooLong = 256;  // Enough to recognise the record by.

}  // namespace

Result<bool> BufferedStream::fill() {
  if (ended_) return false;
  buffer_.erase(0, at_);
  at_ = 0;
  const std::size_t before = buffer_.size();
  buffer_.resize(before + kBlock);
  const Result<std::size_t> got = stream_.read(buffer_.data() + before, kBlock);
  buffer_.resize(before + (got ? *got : 0));
  if (!got) return got.error();
  ended_ = *got == 0;
  return !ended_;
}

void BufferedStream::consume(std::size_t count) {
  const std::string_view bytes = ahead().substr(0, count);
  line_ += static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n'));
  offset_ += count;
  at_ += count;
}

Result<std::string_view> BufferedStream::peek(std::size_t size) {
  while (ahead().size() < size) {
    const Result<bool> more = fill();
    if (!more) return more.error();
    if (!*more) break;
  }
  return ahead().substr(0, size);
}

Result<std::optional<BufferedStream::Piece>> BufferedStream::read_through(
    std::string_view delimiter, std::size_t limit) {
  Piece piece;
  std::size_t size = 0;
  for (;;) {
    const std::size_t found = ahead().find(delimiter);
    // What might be the beginning of a delimiter stays in the buffer until more is there.
    const std::size_t held = std::min(ahead().size(), ended_ ? 0 : delimiter.size() - 1);
    const std::size_t take =
        found != std::string_view::npos ? found + delimiter.size() : ahead().size() - held;
    size += take;
    piece.bytes.append(ahead().substr(0, take));
    consume(take);
    if (size > limit) {
      piece.too_long = true;
      piece.bytes.resize(std::min(piece.bytes.size(), kKeptOfTooLong));
    }
    if (found != std::string_view::npos) return std::optional(std::move(piece));
    const bool was_ended = ended_;
    const Result<bool> more = fill();
    if (!more) return more.error();
    if (!*more && was_ended) {
      if (size == 0) return std::optional<Piece>();
      return std::optional(std::move(piece));
    }
  }
}

Result<bool> BufferedStream::skip_to(std::string_view mark) {
  for (;;) {
    const std::size_t found = ahead().find(mark);
    if (found != std::string_view::npos) {
      consume(found);
      return true;
    }
    consume(ahead().size() - std::min(ahead().size(), mark.size() - 1));
    const Result<bool> more = fill();
    if (!more) return more.error();
    if (!*more) return false;
  }
}

}  // namespace backfile
