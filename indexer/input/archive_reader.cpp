// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/archive_reader.h"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace backfile {
namespace {

constexpr std::size_t kBlock = 128 << 10;

}  // namespace

ArchiveReader::ArchiveReader(BufferedStream packed, std::string name,
                             std::function<void(struct archive*)> prepare)
    : packed_(std::move(packed)),
      name_(std::move(name)),
      prepare_(std::move(prepare)),
      block_(kBlock),
      handle_(archive_read_new()) {}

ArchiveReader::~ArchiveReader() {
  if (handle_ != nullptr) archive_read_free(handle_);
}

Result<std::size_t> ArchiveReader::read_block() {
  Result<std::size_t> got = packed_.read(block_.data(), kBlock);
  if (!got) return got;
  if (recent_.size() > kBlock) recent_.erase(0, recent_.size() - kBlock);
  recent_.append(block_.data(), *got);
  return got;
}

la_ssize_t ArchiveReader::next_block(struct archive* handle, void* self, const void** block) {
  auto* reader = static_cast<ArchiveReader*>(self);
  if (!reader->again_.empty()) {
    std::ranges::copy(reader->again_, reader->block_.begin());
    *block = reader->block_.data();
    return static_cast<la_ssize_t>(std::exchange(reader->again_, {}).size());
  }
  const Result<std::size_t> got = reader->read_block();
  *block = reader->block_.data();
  if (got) return static_cast<la_ssize_t>(*got);
  reader->stream_error_ = got.error();
  archive_set_error(handle, EIO, "%s", got.error().message.c_str());
  return -1;
}

Result<void> ArchiveReader::open() {
  if (handle_ == nullptr) return Error{ErrorCode::System, "out of memory"};
  prepare_(handle_);
  if (archive_read_open(handle_, this, nullptr, &next_block, nullptr) == ARCHIVE_OK) return {};
  return failure(0);
}

Result<bool> ArchiveReader::go_on_at(std::string_view mark) {
  if (stream_error_) return *stream_error_;
  const auto header =
      static_cast<std::uint64_t>(std::max<la_int64_t>(archive_read_header_position(handle_), 0));
  std::uint64_t recent_at = packed_.offset() - recent_.size();
  const std::uint64_t behind_header = handle_at_ + header + 1;
  std::size_t from = behind_header > recent_at ? behind_header - recent_at : 0;
  std::size_t found = recent_.find(mark, from);
  while (found == std::string::npos) {
    const std::size_t before = recent_.size();
    const Result<std::size_t> got = read_block();
    if (!got) return got.error();
    if (*got == 0) return false;
    // The mark may lie across the border.
    from = recent_.size() - *got - std::min(before, mark.size());
    found = recent_.find(mark, from);
  }
  recent_at = packed_.offset() - recent_.size();
  again_ = recent_.substr(found);
  // A block holds it.
  if (again_.size() > kBlock) block_.resize(again_.size());
  handle_at_ = recent_at + found;
  archive_read_free(handle_);
  handle_ = archive_read_new();
  if (Result<void> opened = open(); !opened) return std::move(opened).error();
  return true;
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
