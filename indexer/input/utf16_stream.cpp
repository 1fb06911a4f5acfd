// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/utf16_stream.h"

#include <algorithm>
#include <cstring>

#include "common/utf8.h"

namespace backfile {
namespace {

constexpr std::size_t kBlock = 32 << 10;
constexpr UChar32 kReplacement = 0xfffd;

constexpr bool is_lead(UChar32 unit) { return unit >= 0xd800 && unit < 0xdc00; }
constexpr bool is_trail(UChar32 unit) { return unit >= 0xdc00 && unit < 0xe000; }

class Utf16Stream final : public ByteStream {
 public:
  Utf16Stream(BufferedStream stream, bool big_endian)
      : stream_(std::move(stream)), big_endian_(big_endian) {}

  Result<std::size_t> read(char* buffer, std::size_t size) override {
    while (at_ == ready_.size()) {
      const Result<bool> more = convert_block();
      if (!more) return more.error();
      if (!*more) return std::size_t{0};
    }
    const std::size_t count = std::min(size, ready_.size() - at_);
    std::memcpy(buffer, ready_.data() + at_, count);
    at_ += count;
    return count;
  }

  std::uint64_t consumed() const override { return stream_.consumed(); }

 private:
  Result<bool> convert_block() {
    ready_.clear();
    at_ = 0;
    const Result<std::string_view> bytes = stream_.peek(kBlock);
    if (!bytes) return bytes.error();
    if (bytes->empty()) return false;
    const std::size_t used = convert(*bytes);
    const Result<std::uint64_t> skipped = stream_.skip(used);
    if (!skipped) return skipped.error();
    return true;
  }

  // Leaves a pair whose second half is not there for the next block. At least one unit, or an odd
  // byte at the end, is always used.
  std::size_t convert(std::string_view bytes) {
    std::size_t i = 0;
    while (i + 1 < bytes.size()) {
      UChar32 c = unit(bytes, i);
      std::size_t width = 2;
      if (is_lead(c)) {
        if (i + 3 >= bytes.size() && bytes.size() == kBlock) break;
        const UChar32 next = i + 3 < bytes.size() ? unit(bytes, i + 2) : 0;
        if (is_trail(next)) {
          c = 0x10000 + (c - 0xd800) * 0x400 + (next - 0xdc00);
          width = 4;
        }
      }
      append_code_point(is_lead(c) || is_trail(c) ? kReplacement : c, &ready_);
      i += width;
    }
    if (i + 1 == bytes.size() && bytes.size() < kBlock) {
      append_code_point(kReplacement, &ready_);
      ++i;
    }
    return i;
  }

  UChar32 unit(std::string_view bytes, std::size_t at) const {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return big_endian_ ? first * 256 + second : second * 256 + first;
  }

  BufferedStream stream_;
  bool big_endian_;
  std::string ready_;
  std::size_t at_ = 0;
};

}  // namespace

Result<BufferedStream> utf16_as_utf8(BufferedStream stream) {
  const Result<std::string_view> start = stream.sniff(2);
  if (!start) return start.error();
  const bool big_endian = *start == "\xfe\xff";
  if (!big_endian && *start != "\xff\xfe") return stream;
  const Result<std::uint64_t> mark = stream.skip(2);
  if (!mark) return mark.error();
  return BufferedStream(std::make_unique<Utf16Stream>(std::move(stream), big_endian));
}

}  // namespace backfile
