// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "common/files.h"
#include "common/unreadable_pages.h"

namespace backfile {

MappedFile::MappedFile(MappedFile&& other) noexcept
    : path_(std::move(other.path_)),
      data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (size_ == 0) return;
  release_mapping(data_);
  ::munmap(const_cast<std::uint8_t*>(data_), size_);
}

Result<MappedFile> MappedFile::open(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return file_error("cannot open", path, errno);
  struct stat status = {};
  void* data = MAP_FAILED;
  int failure = ::fstat(descriptor, &status) == 0 ? 0 : errno;
  const auto size = static_cast<std::size_t>(status.st_size);
  if (failure == 0 && size > 0) {
    data = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor, 0);
    if (data == MAP_FAILED) failure = errno;
  }
  ::close(descriptor);
  if (failure != 0) return file_error("cannot read", path, failure);
  if (size == 0) return MappedFile(path, nullptr, 0);
  guard_mapping(data, size);
  return MappedFile(path, static_cast<const std::uint8_t*>(data), size);
}

}  // namespace backfile
