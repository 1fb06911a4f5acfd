// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "common/files.h"
#include "indexer/input/byte_stream.h"

namespace backfile {
namespace {

class FileStream final : public ByteStream {
 public:
  FileStream(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}
  FileStream(const FileStream&) = delete;
  FileStream& operator=(const FileStream&) = delete;
  ~FileStream() override {
    if (fd_ > STDIN_FILENO) ::close(fd_);
  }

  Result<std::size_t> read(char* buffer, std::size_t size) override {
    for (;;) {
      const ssize_t n = ::read(fd_, buffer, size);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return Error{ErrorCode::Io, file_error("cannot read", path_, errno).message};
      consumed_ += static_cast<std::uint64_t>(n);
      return static_cast<std::size_t>(n);
    }
  }

  std::uint64_t consumed() const override { return consumed_; }

 private:
  std::string path_;
  int fd_;
  std::uint64_t consumed_ = 0;
};

class MemoryStream final : public ByteStream {
 public:
  explicit MemoryStream(std::string bytes) : bytes_(std::move(bytes)) {}

  Result<std::size_t> read(char* buffer, std::size_t size) override {
    const std::size_t n = std::min(size, bytes_.size() - at_);
    std::memcpy(buffer, bytes_.data() + at_, n);
    at_ += n;
    return n;
  }

  std::uint64_t consumed() const override { return at_; }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::unique_ptr<ByteStream>> open_file(const std::string& path) {
  if (path == "-") {
    return std::unique_ptr<ByteStream>(
        std::make_unique<FileStream>("standard input", STDIN_FILENO));
  }
  // O_NONBLOCK: opening a FIFO must not wait for a writer.
  const int fd = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return file_error("cannot open", path, errno);
  auto file = std::make_unique<FileStream>(path, fd);
  struct stat status {};
  if (::fstat(fd, &status) != 0) return file_error("cannot stat", path, errno);
  if (!S_ISREG(status.st_mode)) return Error{ErrorCode::Io, path + " is not a regular file"};
  return std::unique_ptr<ByteStream>(std::move(file));
}

std::unique_ptr<ByteStream> stream_of(std::string bytes) {
  return std::make_unique<MemoryStream>(std::move(bytes));
}

}  // namespace backfile
