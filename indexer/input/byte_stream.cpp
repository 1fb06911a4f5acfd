// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/byte_stream.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "common/files.h"

namespace backfile {

struct ByteStream::Impl {
  std::string path;
  int fd = -1;
  struct archive* reader = nullptr;
  std::uint64_t delivered = 0;
  bool ended = false;

  ~Impl() {
    if (reader != nullptr) archive_read_free(reader);
    if (fd > STDIN_FILENO) ::close(fd);
  }

  Error reading_failed() const {
    const char* reason = archive_error_string(reader);
    const int number = archive_errno(reader);
    // Numbers other than the system's own for reading are libarchive's verdict on the data.
    const bool damaged = number != EIO && number != ESTALE && number != EBADF && number != ENOMEM;
    return Error{damaged ? ErrorCode::Corrupt : ErrorCode::Io,
                 path + ": " + (reason != nullptr ? reason : "cannot be read") + " after " +
                     std::to_string(delivered) + " bytes"};
  }
};

ByteStream::ByteStream(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ByteStream::ByteStream(ByteStream&&) noexcept = default;
ByteStream& ByteStream::operator=(ByteStream&&) noexcept = default;
ByteStream::~ByteStream() = default;

Result<ByteStream> ByteStream::open(const std::string& path) {
  auto impl = std::make_unique<Impl>();
  impl->path = path == "-" ? "standard input" : path;
  // O_NONBLOCK: opening a FIFO must not wait for a writer.
  impl->fd = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (impl->fd < 0) return file_error("cannot open", path, errno);
  struct stat status {};
  if (::fstat(impl->fd, &status) != 0) return file_error("cannot stat", path, errno);
  if (path != "-" && !S_ISREG(status.st_mode)) {
    return Error{ErrorCode::Io, path + " is not a regular file"};
  }
  impl->reader = archive_read_new();
  if (impl->reader == nullptr) return Error{ErrorCode::System, "out of memory"};
  archive_read_support_filter_gzip(impl->reader);
  archive_read_support_filter_zstd(impl->reader);
  archive_read_support_filter_xz(impl->reader);
  archive_read_support_filter_bzip2(impl->reader);
  // Never support_format_all: it takes a JSON line for an mtree listing.
  archive_read_support_format_raw(impl->reader);
  archive_read_support_format_empty(impl->reader);
  constexpr std::size_t kBlock = 128 << 10;
  if (archive_read_open_fd(impl->reader, impl->fd, kBlock) != ARCHIVE_OK) {
    return impl->reading_failed();
  }
  struct archive_entry* entry = nullptr;
  const int header = archive_read_next_header(impl->reader, &entry);
  if (header == ARCHIVE_EOF) {
    impl->ended = true;
  } else if (header < ARCHIVE_WARN) {
    return impl->reading_failed();
  }
  return ByteStream(std::move(impl));
}

Result<std::size_t> ByteStream::read(char* buffer, std::size_t size) {
  if (impl_->ended) return std::size_t{0};
  const la_ssize_t n = archive_read_data(impl_->reader, buffer, size);
  if (n < 0) return impl_->reading_failed();
  if (n == 0) impl_->ended = true;
  impl_->delivered += static_cast<std::uint64_t>(n);
  return static_cast<std::size_t>(n);
}

std::uint64_t ByteStream::consumed() const {
  const la_int64_t bytes = archive_filter_bytes(impl_->reader, -1);
  return bytes < 0 ? 0 : static_cast<std::uint64_t>(bytes);
}

}  // namespace backfile
