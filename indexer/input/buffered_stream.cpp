// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/buffered_stream.h"

#include <algorithm>
#include <cstring>

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
  const Result<std::size_t> got = stream_->read(buffer_.data() + before, kBlock);
  buffer_.resize(before + (got ? *got : 0));
  if (!got) return got.error();
  ended_ = *got == 0;
  return !ended_;
}

void BufferedStream::consume(std::size_t count) {
  const std::string_view bytes = buffered().substr(0, count);
  line_ += static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n'));
  offset_ += count;
  at_ += count;
}

Result<std::string_view> BufferedStream::peek(std::size_t size) {
  while (buffered().size() < size) {
    const Result<bool> more = fill();
    if (!more) return more.error();
    if (!*more) break;
  }
  return buffered().substr(0, size);
}

Result<std::string_view> BufferedStream::sniff(std::size_t size) {
  const Result<std::string_view> bytes = peek(size);
  if (bytes || bytes.error().code != ErrorCode::Corrupt || buffered().empty()) return bytes;
  return buffered().substr(0, size);
}

Result<std::uint64_t> BufferedStream::skip(std::uint64_t count) {
  std::uint64_t skipped = 0;
  while (skipped < count) {
    const Result<std::string_view> next = peek(1);
    if (!next) return next.error();
    if (next->empty()) break;
    const std::uint64_t step = std::min<std::uint64_t>(count - skipped, buffered().size());
    consume(static_cast<std::size_t>(step));
    skipped += step;
  }
  return skipped;
}

Result<std::size_t> BufferedStream::read(char* buffer, std::size_t size) {
  const Result<std::string_view> next = peek(1);
  if (!next) return next.error();
  const std::size_t count = std::min(size, buffered().size());
  std::memcpy(buffer, buffered().data(), count);
  consume(count);
  return count;
}

void BufferedStream::take(std::size_t count, std::size_t limit, Piece* piece) {
  if (piece->too_long) {
    consume(count);
    return;
  }
  piece->bytes.append(buffered().substr(0, count));
  consume(count);
  if (piece->bytes.size() <= limit) return;
  piece->too_long = true;
  piece->bytes.resize(std::min(piece->bytes.size(), kKeptOfTooLong));
}

Result<std::optional<BufferedStream::Piece>> BufferedStream::read_through(
    std::string_view delimiter, std::size_t limit) {
  Piece piece;
  for (;;) {
    const std::size_t found = buffered().find(delimiter);
    if (found != std::string_view::npos) {
      take(found + delimiter.size(), limit, &piece);
      return std::optional(std::move(piece));
    }
    // What might be the beginning of a delimiter stays in the buffer until more is there.
    const std::size_t held = std::min(buffered().size(), ended_ ? 0 : delimiter.size() - 1);
    take(buffered().size() - held, limit, &piece);
    const bool was_ended = ended_;
    const Result<bool> more = fill();
    if (!more) return more.error();
    if (*more || !was_ended) continue;
    if (piece.bytes.empty()) return std::optional<Piece>();
    return std::optional(std::move(piece));
  }
}

Result<std::optional<BufferedStream::Piece>> BufferedStream::read_rest(std::size_t limit) {
  Piece piece;
  for (;;) {
    const Result<std::string_view> next = peek(1);
    if (!next) return next.error();
    if (next->empty()) break;
    take(buffered().size(), limit, &piece);
  }
  if (piece.bytes.empty()) return std::optional<Piece>();
  return std::optional(std::move(piece));
}

Result<bool> BufferedStream::skip_to(std::string_view mark) {
  for (;;) {
    const std::size_t found = buffered().find(mark);
    if (found != std::string_view::npos) {
      consume(found);
      return true;
    }
    consume(buffered().size() - std::min(buffered().size(), mark.size() - 1));
    const Result<bool> more = fill();
    if (!more) return more.error();
    if (!*more) return false;
  }
}

Result<bool> BufferedStream::resume() {
  const Result<bool> resumed = stream_->resume();
  if (resumed && *resumed) consume(buffered().size());
  return resumed;
}

}  // namespace backfile
