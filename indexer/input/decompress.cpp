// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/decompress.h"

#include <array>

namespace backfile {
namespace {

// Files that were packed twice by mistake exist; more layers are made on purpose.
constexpr int kMostLayers = 3;

constexpr std::uint64_t kWindow = 64 << 20;
constexpr std::uint64_t kMostSwelling = 250;

bool needs_libarchive(std::string_view start) {
  constexpr std::array<std::string_view, 4> kMagics = {std::string_view("\x28\xb5\x2f\xfd", 4),
                                                       std::string_view("\xfd\x37zXZ\0", 6), "BZh",
                                                       "\x1f\x9d"};
  for (const std::string_view magic : kMagics) {
    if (start.starts_with(magic)) return true;
  }
  // A skippable frame may stand before the first frame of zstd.
  return start.size() >= 4 && (start[0] & '\xf0') == '\x50' && start.substr(1, 3) == "\x2a\x4d\x18";
}

}  // namespace

bool SwellGuard::is_bomb(std::uint64_t packed, std::uint64_t plain) {
  if (plain - plain_before_ < kWindow) return false;
  if (plain - plain_before_ > kMostSwelling * (packed - packed_before_)) return true;
  packed_before_ = packed;
  plain_before_ = plain;
  return false;
}

Result<BufferedStream> decompressed(BufferedStream stream, const std::string& name) {
  for (int layer = 0; layer <= kMostLayers; ++layer) {
    const Result<std::string_view> start = stream.sniff(6);
    if (!start) return start.error();
    if (start->starts_with(kGzipMagic)) {
      stream = BufferedStream(gunzip(std::move(stream), name));
    } else if (needs_libarchive(*start)) {
      Result<std::unique_ptr<ByteStream>> plain = filter_by_libarchive(std::move(stream), name);
      if (!plain) return std::move(plain).error();
      stream = BufferedStream(*std::move(plain));
    } else {
      return stream;
    }
  }
  return Error{ErrorCode::Corrupt, name + " is compressed more than " +
                                       std::to_string(kMostLayers) +
                                       " times over; unpack it first"};
}

}  // namespace backfile
