// SPDX-License-Identifier: GPL-3.0-or-later
#include <zlib.h>

#include <algorithm>
#include <optional>

#include "indexer/input/decompress.h"

namespace backfile {
namespace {

constexpr std::size_t kBlock = 64 << 10;
// So much of a damaged member is searched for the beginning of the next one: a member that is cut
// off shows its damage only somewhere inside of what follows it.
constexpr std::size_t kSearchedBack = 1 << 20;

// gzip of any number of members. Web archives have one member a record, so that behind a damaged
// one reading can go on.
class GzipStream final : public ByteStream {
 public:
  GzipStream(BufferedStream packed, std::string name)
      : packed_(std::move(packed)), name_(std::move(name)) {
    usable_ = inflateInit2(&inflater_, 15 + 16) == Z_OK;
  }
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;
  ~GzipStream() override { inflateEnd(&inflater_); }

  std::uint64_t consumed() const override { return packed_.consumed(); }
  Result<std::size_t> read(char* buffer, std::size_t size) override;
  Result<bool> resume() override;

 private:
  Result<bool> fill();          // False at the end of the packed bytes.
  Result<bool> begin_member();  // False at the end of the stream.
  Result<std::size_t> inflate_some(char* buffer, std::size_t size);

  Error damaged(const std::string& what) {
    failure_ = Error{ErrorCode::Corrupt,
                     name_ + ": " + what + " after " + std::to_string(delivered_) + " bytes"};
    return *failure_;
  }

  BufferedStream packed_;
  std::string name_;
  z_stream inflater_{};
  bool usable_ = false;
  std::string window_;            // Packed bytes: those of the member so far, and not yet inflated.
  std::size_t at_ = 0;            // Of the next one to be inflated.
  std::size_t member_ = 0;        // Where the member began, or the window, if that is later.
  bool inside_ = false;           // Of a member.
  std::optional<Error> failure_;  // Until resume().
  bool bomb_ = false;
  std::uint64_t delivered_ = 0;
  SwellGuard guard_;
};

Result<bool> GzipStream::fill() {
  const std::size_t useless = std::max(member_, at_ - std::min(at_, kSearchedBack));
  if (useless >= kSearchedBack || useless == window_.size()) {
    window_.erase(0, useless);
    at_ -= useless;
    member_ = 0;
  }
  const std::size_t before = window_.size();
  window_.resize(before + kBlock);
  const Result<std::size_t> got = packed_.read(window_.data() + before, kBlock);
  window_.resize(before + (got ? *got : 0));
  if (!got) return got.error();
  return *got != 0;
}

// Zeros between and after members are padding of tapes and discs.
Result<bool> GzipStream::begin_member() {
  for (;;) {
    while (at_ < window_.size() && window_[at_] == '\0') ++at_;
    member_ = at_;
    if (window_.size() - at_ >= kGzipMagic.size()) break;
    const Result<bool> more = fill();
    if (!more) return more.error();
    if (*more) continue;
    if (at_ == window_.size()) return false;
    break;
  }
  if (!std::string_view(window_).substr(at_).starts_with(kGzipMagic)) {
    return damaged("bytes that are no gzip stand between or after its members");
  }
  inflateReset(&inflater_);
  inside_ = true;
  return true;
}

Result<std::size_t> GzipStream::inflate_some(char* buffer, std::size_t size) {
  inflater_.next_in = reinterpret_cast<Bytef*>(window_.data() + at_);
  inflater_.avail_in = static_cast<uInt>(window_.size() - at_);
  inflater_.next_out = reinterpret_cast<Bytef*>(buffer);
  inflater_.avail_out = static_cast<uInt>(size);
  const int status = inflate(&inflater_, Z_NO_FLUSH);
  at_ = window_.size() - inflater_.avail_in;
  const std::size_t got = size - inflater_.avail_out;
  delivered_ += got;
  if (status == Z_STREAM_END) {
    inside_ = false;
    return got;
  }
  if (status == Z_OK || status == Z_BUF_ERROR) return got;
  if (status == Z_MEM_ERROR) return Error{ErrorCode::System, "out of memory"};
  Error error = damaged(std::string("damaged gzip (") +
                        (inflater_.msg != nullptr ? inflater_.msg : "no data") + ")");
  // All of the data is there and only the sums behind it are wrong.
  if (error.message.find("check") != std::string::npos) failure_->detail.kind = kWrongCheckSum;
  if (got == 0) return *failure_;
  // What came before the damage comes first.
  return got;
}

Result<std::size_t> GzipStream::read(char* buffer, std::size_t size) {
  if (!usable_) return Error{ErrorCode::System, "out of memory"};
  if (failure_) return *failure_;
  size = std::min<std::size_t>(size, 1 << 30);
  for (;;) {
    if (!inside_) {
      const Result<bool> begun = begin_member();
      if (!begun) return begun.error();
      if (!*begun) return std::size_t{0};
    }
    if (at_ == window_.size()) {
      const Result<bool> more = fill();
      if (!more) return more.error();
      if (!*more) return damaged("truncated gzip input");
    }
    const Result<std::size_t> got = inflate_some(buffer, size);
    if (!got || *got == 0) {
      if (!got) return got.error();
      continue;
    }
    if (!guard_.is_bomb(packed_.offset(), delivered_)) return got;
    bomb_ = true;
    return damaged("swells beyond all measure, like a bomb,");
  }
}

Result<bool> GzipStream::resume() {
  if (!failure_ || bomb_) return false;
  at_ = std::min(member_ + 1, window_.size());
  for (;;) {
    const std::size_t found = window_.find(kGzipMagic, at_);
    if (found != std::string::npos) {
      at_ = member_ = found;
      inflateReset(&inflater_);
      inside_ = true;
      failure_.reset();
      return true;
    }
    at_ = member_ = window_.size() - std::min(window_.size(), kGzipMagic.size() - 1);
    const Result<bool> more = fill();
    if (!more) return more.error();
    if (!*more) return false;
  }
}

}  // namespace

std::unique_ptr<ByteStream> gunzip(BufferedStream packed, std::string name) {
  return std::make_unique<GzipStream>(std::move(packed), std::move(name));
}

}  // namespace backfile
