// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/gzip.h"

#include <zlib.h>

namespace backfile {
namespace {

// A thread's own: setting one up costs a quarter of a compression.
class Deflater {
 public:
  Deflater() {
    constexpr int kWindowBits = 15;
    constexpr int kGzipFormat = 16;  // Added to the window bits.
    constexpr int kMemoryLevel = 8;
    usable_ = deflateInit2(&stream_, Z_BEST_SPEED, Z_DEFLATED, kWindowBits + kGzipFormat,
                           kMemoryLevel, Z_DEFAULT_STRATEGY) == Z_OK;
  }
  ~Deflater() {
    if (usable_) deflateEnd(&stream_);
  }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  std::optional<std::string> compress(std::string_view bytes) {
    if (!usable_ || deflateReset(&stream_) != Z_OK) return std::nullopt;
    std::string output(deflateBound(&stream_, bytes.size()), '\0');
    // zlib never writes to its input; its interface is older than const.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    stream_.next_out = reinterpret_cast<Bytef*>(output.data());
    stream_.avail_out = static_cast<uInt>(output.size());
    if (deflate(&stream_, Z_FINISH) != Z_STREAM_END) return std::nullopt;
    // What is kept in memory must not hold the room that incompressible bytes would have needed.
    return std::string(output, 0, stream_.total_out);
  }

 private:
  z_stream stream_{};
  bool usable_ = false;
};

}  // namespace

std::optional<std::string> gzip(std::string_view bytes) {
  thread_local Deflater deflater;
  return deflater.compress(bytes);
}

}  // namespace backfile
