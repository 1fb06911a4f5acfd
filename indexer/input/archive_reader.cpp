// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/archive_reader.h"

#include <cerrno>

namespace backfile {
namespace {

constexpr std::size_t kBlock = 128 << 10;

}  // namespace

ArchiveReader::ArchiveReader(BufferedStream packed, std::string name)
    : packed_(std::move(packed)),
      name_(std::move(name)),
      block_(kBlock),
      handle_(archive_read_new()) {}

ArchiveReader::~ArchiveReader() {
  if (handle_ != nullptr) archive_read_free(handle_);
}

la_ssize_t ArchiveReader::next_block(struct archive* handle, void* self, const void** block) {
  auto* reader = static_cast<ArchiveReader*>(self);
  const Result<std::size_t> got = reader->packed_.read(reader->block_.data(), kBlock);
  *block = reader->block_.data();
  if (got) return static_cast<la_ssize_t>(*got);
  reader->stream_error_ = got.error();
  archive_set_error(handle, EIO, "%s", got.error().message.c_str());
  return -1;
}

Result<void> ArchiveReader::open() {
  if (handle_ == nullptr) return Error{ErrorCode::System, "out of memory"};
  if (archive_read_open(handle_, this, nullptr, &next_block, nullptr) == ARCHIVE_OK) return {};
  return failure(0);
}

Error ArchiveReader::failure(std::uint64_t plain) const {
  if (stream_error_) return *stream_error_;
  const char* reason = archive_error_string(handle_);
  // All but a lack of memory is libarchive's verdict on the data: what reading a file may fail of
  // is the stream's own error.
  const bool damaged = archive_errno(handle_) != ENOMEM;
  return Error{damaged ? ErrorCode::Corrupt : ErrorCode::System,
               name_ + ": " + (reason != nullptr ? reason : "cannot be read") + " after " +
                   std::to_string(plain) + " bytes"};
}

Error ArchiveReader::bomb(std::uint64_t plain) const {
  return Error{ErrorCode::Corrupt, name_ + ": swells beyond all measure, like a bomb, after " +
                                       std::to_string(plain) + " bytes"};
}

}  // namespace backfile
