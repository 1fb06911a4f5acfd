// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/files.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

#include "common/hash.h"

namespace backfile {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

// read(2) until `size` bytes are there or the file ends; -1 on error.
ssize_t read_fully(int fd, char* buffer, std::size_t size) {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t n = ::read(fd, buffer + done, size - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return -1;
    if (n == 0) break;
    done += static_cast<std::size_t>(n);
  }
  return static_cast<ssize_t>(done);
}

// Small enough to stay in a processor's cache between reading and hashing.
constexpr std::size_t kPiece = 128 * 1024;

// Calls `take` with the bytes of a file from beginning to end.
template <typename Take>
Result<void> read_in_pieces(const std::string& path, const Take& take) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return file_error("cannot open", path, errno);
  std::vector<char> buffer(kPiece);
  for (;;) {
    const ssize_t n = read_fully(file.get(), buffer.data(), buffer.size());
    if (n < 0) return file_error("cannot read", path, errno);
    if (n == 0) return {};
    take(std::string_view(buffer.data(), static_cast<std::size_t>(n)));
  }
}

// OpenSSL's SHA-256 fails for want of memory only.
class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1) {
      throw std::bad_alloc();
    }
  }

  void add(std::string_view piece) { EVP_DigestUpdate(context_.get(), piece.data(), piece.size()); }

  std::string finish() {
    std::string digest(EVP_MAX_MD_SIZE, '\0');
    unsigned int length = 0;
    EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(digest.data()), &length);
    return hex(std::string_view(digest).substr(0, length));
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

bool write_fully(int fd, std::string_view content) {
  while (!content.empty()) {
    const ssize_t n = ::write(fd, content.data(), content.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

}  // namespace

Error file_error(std::string_view what, std::string_view path, int error_number) {
  const bool forbidden = error_number == EACCES || error_number == EPERM || error_number == EROFS;
  const ErrorCode code = forbidden                ? ErrorCode::Permission
                         : error_number == ENOENT ? ErrorCode::NoInput
                                                  : ErrorCode::Io;
  std::string message(what);
  message.append(" ").append(path).append(": ").append(std::strerror(error_number));
  return Error{code, std::move(message)};
}

Result<std::string> read_file(const std::string& path, std::uint64_t limit) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return file_error("cannot open", path, errno);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return file_error("cannot stat", path, errno);
  if (!S_ISREG(status.st_mode)) return Error{ErrorCode::Io, path + " is not a regular file"};
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size > limit) {
    return Error{ErrorCode::Io, path + " has " + std::to_string(size) + " bytes; at most " +
                                    std::to_string(limit) + " are read"};
  }
  std::string content(size, '\0');
  const ssize_t got = read_fully(file.get(), content.data(), content.size());
  if (got < 0) return file_error("cannot read", path, errno);
  if (static_cast<std::uint64_t>(got) != size) {
    return Error{ErrorCode::Io, path + " became shorter while it was read"};
  }
  return content;
}

Result<void> sync_path(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return file_error("cannot open", path, errno);
  if (::fsync(file.get()) != 0) return file_error("cannot fsync", path, errno);
  return {};
}

Result<void> replace_file(const std::string& directory, const std::string& name,
                          std::string_view content) {
  const std::string path = directory + "/" + name;
  const std::string temporary = path + ".new";
  {
    const Descriptor file(
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (file.get() < 0) return file_error("cannot create", temporary, errno);
    if (!write_fully(file.get(), content)) return file_error("cannot write", temporary, errno);
    if (::fsync(file.get()) != 0) return file_error("cannot fsync", temporary, errno);
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    return file_error("cannot rename to", path, errno);
  }
  return sync_path(directory);
}

Result<std::string> sha256_of_file(const std::string& path) {
  Sha256 hash;
  const Result<void> read = read_in_pieces(path, [&](std::string_view piece) { hash.add(piece); });
  if (!read) return read.error();
  return hash.finish();
}

Result<FileDigests> digests_of_file(const std::string& path) {
  Sha256 sha256;
  Hash128 xxh3;
  const Result<void> read = read_in_pieces(path, [&](std::string_view piece) {
    sha256.add(piece);
    xxh3.add(piece);
  });
  if (!read) return read.error();
  return FileDigests{sha256.finish(), hex(xxh3.finish())};
}

std::string sha256_of(std::string_view bytes) {
  std::string digest(EVP_MAX_MD_SIZE, '\0');
  unsigned int length = 0;
  EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), &length,
             EVP_sha256(), nullptr);
  return hex(std::string_view(digest).substr(0, length));
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out.push_back(kDigits[byte >> 4]);
    out.push_back(kDigits[byte & 15]);
  }
  return out;
}

}  // namespace backfile
