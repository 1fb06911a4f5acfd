// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "common/result.h"

namespace backfile {

// The bytes of an immutable file, in memory as the system sees fit. They stay readable after the
// file has been deleted. May be read from any thread.
class MappedFile {
 public:
  // NoInput, Permission or Io, with the path.
  static Result<MappedFile> open(const std::string& path);

  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  std::span<const std::uint8_t> bytes() const { return {data_, size_}; }
  const std::string& path() const { return path_; }  // By which it was opened.

 private:
  MappedFile(std::string path, const std::uint8_t* data, std::size_t size)
      : path_(std::move(path)), data_(data), size_(size) {}

  std::string path_;
  const std::uint8_t* data_;
  std::size_t size_;
};

// What a view of a file, as Columns is one, answers when the file at `path` is opened for it.
template <typename View>
Result<View> open_view(const std::string& path) {
  Result<MappedFile> file = MappedFile::open(path);
  if (!file) return std::move(file).error();
  return View::open(*std::move(file));
}

}  // namespace backfile
