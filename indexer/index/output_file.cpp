// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/output_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "common/files.h"

namespace backfile {

OutputFile::OutputFile(std::string path, int descriptor)
    : path_(std::move(path)), descriptor_(descriptor) {
  pending_.reserve(kPending);
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      pending_(std::move(other.pending_)),
      drained_(other.drained_),
      size_(other.size_),
      failure_(other.failure_) {}

OutputFile& OutputFile::operator=(OutputFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(pending_, other.pending_);
  std::swap(drained_, other.drained_);
  std::swap(size_, other.size_);
  std::swap(failure_, other.failure_);
  return *this;
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<OutputFile> OutputFile::create(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (descriptor < 0) return file_error("cannot create", path, errno);
  return OutputFile(path, descriptor);
}

bool OutputFile::write_all(std::string_view bytes, std::uint64_t offset) {
  while (!bytes.empty() && failure_ == 0) {
    const ssize_t n = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      failure_ = errno;
      break;
    }
    bytes.remove_prefix(static_cast<std::size_t>(n));
    offset += static_cast<std::uint64_t>(n);
  }
  return failure_ == 0;
}

void OutputFile::drain() {
  if (write_all(pending_, drained_)) {
    // The disk begins at once, so that fsync has little left to wait for. Only fsync tells of
    // failures.
    static_cast<void>(::sync_file_range(descriptor_, static_cast<off_t>(drained_),
                                        static_cast<off_t>(pending_.size()),
                                        SYNC_FILE_RANGE_WRITE));
    drained_ += pending_.size();
  }
  pending_.clear();
}

void OutputFile::overwrite(std::uint64_t offset, std::string_view bytes) {
  drain();
  write_all(bytes, offset);
}

Result<void> OutputFile::finish() {
  drain();
  if (failure_ == 0 && ::fsync(descriptor_) != 0) failure_ = errno;
  if (::close(std::exchange(descriptor_, -1)) != 0 && failure_ == 0) failure_ = errno;
  if (failure_ != 0) return file_error("cannot write", path_, failure_);
  return {};
}

}  // namespace backfile
