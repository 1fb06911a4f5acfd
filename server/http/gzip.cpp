// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/gzip.h"

#include <zlib.h>

namespace backfile {

std::optional<std::string> gzip(std::string_view bytes) {
  constexpr int kWindowBits = 15;
  constexpr int kGzipFormat = 16;  // Added to the window bits.
  constexpr int kMemoryLevel = 8;
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kWindowBits + kGzipFormat, kMemoryLevel,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    return std::nullopt;
  }
  std::string output(deflateBound(&stream, bytes.size()), '\0');
  // zlib never writes to its input; its interface is older than const.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(output.data());
  stream.avail_out = static_cast<uInt>(output.size());
  const int status = deflate(&stream, Z_FINISH);
  output.resize(stream.total_out);
  deflateEnd(&stream);
  if (status != Z_STREAM_END) return std::nullopt;
  return output;
}

}  // namespace backfile
