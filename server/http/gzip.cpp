// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/gzip.h"

#include <zlib.h>

namespace backfile {
namespace {

bool begin_gzip(z_stream* stream) {
  constexpr int kWindowBits = 15;
  constexpr int kGzipFormat = 16;  // Added to the window bits.
  constexpr int kMemoryLevel = 8;
  return deflateInit2(stream, Z_BEST_SPEED, Z_DEFLATED, kWindowBits + kGzipFormat, kMemoryLevel,
                      Z_DEFAULT_STRATEGY) == Z_OK;
}

// A thread's own: setting one up costs a quarter of a compression.
class Deflater {
 public:
  Deflater() { usable_ = begin_gzip(&stream_); }
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

struct GzipBody::Stream {
  z_stream deflate{};
  bool usable = begin_gzip(&deflate);

  ~Stream() {
    if (usable) deflateEnd(&deflate);
  }
};

GzipBody::GzipBody(std::shared_ptr<BodySource> body)
    : body_(std::move(body)), stream_(std::make_unique<Stream>()) {}
GzipBody::~GzipBody() = default;

BodySource::Step GzipBody::next(std::string& piece) {
  if (!stream_->usable) return Step::Failed;
  std::string plain;
  const Step step = body_->next(plain);
  z_stream& deflater = stream_->deflate;
  deflater.next_in = reinterpret_cast<Bytef*>(plain.data());
  deflater.avail_in = static_cast<uInt>(plain.size());
  // What was made before a failure is of use to the client: it is sent whole.
  const int flush = step == Step::Done     ? Z_FINISH
                    : step == Step::Failed ? Z_SYNC_FLUSH
                                           : Z_NO_FLUSH;
  constexpr std::size_t kRoom = 64 * 1024;
  do {
    const std::size_t before = piece.size();
    piece.resize(before + kRoom);
    deflater.next_out = reinterpret_cast<Bytef*>(piece.data() + before);
    deflater.avail_out = kRoom;
    const int status = deflate(&deflater, flush);
    piece.resize(before + kRoom - deflater.avail_out);
    if (status == Z_STREAM_ERROR) return Step::Failed;
  } while (deflater.avail_out == 0);
  return step;
}

}  // namespace backfile
