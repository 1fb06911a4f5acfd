// SPDX-License-Identifier: GPL-3.0-or-later
#include <archive.h>
#include <archive_entry.h>

#include <vector>

#include "indexer/input/archive_reader.h"
#include "indexer/input/decompress.h"

namespace backfile {
namespace {

class FilterStream final : public ByteStream {
 public:
  FilterStream(BufferedStream packed, std::string name)
      : reader_(std::move(packed), std::move(name), [](struct archive* handle) {
          archive_read_support_filter_zstd(handle);
          archive_read_support_filter_xz(handle);
          archive_read_support_filter_bzip2(handle);
          archive_read_support_filter_compress(handle);
          archive_read_support_format_raw(handle);
          archive_read_support_format_empty(handle);
        }) {}

  Result<void> open() {
    if (Result<void> opened = reader_.open(); !opened) return opened;
    struct archive* handle = reader_.handle();
    struct archive_entry* entry = nullptr;
    const int header = archive_read_next_header(handle, &entry);
    ended_ = header == ARCHIVE_EOF;
    if (!ended_ && header < ARCHIVE_WARN) return reader_.failure(0);
    return {};
  }

  Result<std::size_t> read(char* buffer, std::size_t size) override {
    if (bomb_) return *bomb_;
    if (ended_) return std::size_t{0};
    const la_ssize_t n = archive_read_data(reader_.handle(), buffer, size);
    if (n < 0) return reader_.failure(delivered_);
    ended_ = n == 0;
    delivered_ += static_cast<std::uint64_t>(n);
    if (guard_.is_bomb(reader_.packed(), delivered_)) {
      bomb_ = reader_.bomb(delivered_);
      return *bomb_;
    }
    return static_cast<std::size_t>(n);
  }

  std::uint64_t consumed() const override { return reader_.consumed(); }

 private:
  ArchiveReader reader_;
  SwellGuard guard_;
  std::uint64_t delivered_ = 0;
  bool ended_ = false;
  std::optional<Error> bomb_;
};

}  // namespace

Result<std::unique_ptr<ByteStream>> filter_by_libarchive(BufferedStream packed, std::string name) {
  auto stream = std::make_unique<FilterStream>(std::move(packed), std::move(name));
  if (Result<void> opened = stream->open(); !opened) return std::move(opened).error();
  return std::unique_ptr<ByteStream>(std::move(stream));
}

}  // namespace backfile
