// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "common/result.h"
#include "indexer/input/buffered_stream.h"

namespace backfile {

// The same bytes decompressed, if they begin like gzip, zstd, xz, bzip2 or compress (also of several members
// or frames, and packed more than once), else as they are. `name` stands in messages. What swells
// beyond all measure is Corrupt at the place where that shows.
Result<BufferedStream> decompressed(BufferedStream stream, const std::string& name);

// Tells real data from a bomb: the plain bytes of real texts are at most some 100 times as many as
// the packed ones, those of a bomb a thousand times and more.
class SwellGuard {
 public:
  // Call with what has been packed and plain so far. True once it is too much.
  bool is_bomb(std::uint64_t packed, std::uint64_t plain);

 private:
  std::uint64_t packed_before_ = 0;
  std::uint64_t plain_before_ = 0;
};

// The parts of decompressed(). Each owns the stream that it reads.
std::unique_ptr<ByteStream> gunzip(BufferedStream packed, std::string name);  // gzip_stream.cpp
Result<std::unique_ptr<ByteStream>> filter_by_libarchive(
    BufferedStream packed,  // archive_filter.cpp
    std::string name);

inline constexpr std::string_view kGzipMagic = "\x1f\x8b\x08";

}  // namespace backfile
