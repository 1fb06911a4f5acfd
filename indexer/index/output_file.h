// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/result.h"

namespace backfile {

// A new file that is written from beginning to end, in large pieces. The first failure sticks: what
// is written after it is dropped, and finish() reports it. One thread.
class OutputFile {
 public:
  // An existing file at `path` is emptied.
  static Result<OutputFile> create(const std::string& path);

  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&& other) noexcept;
  ~OutputFile();

  void write(std::string_view bytes) {
    if (pending_.size() + bytes.size() > kPending) drain();
    pending_.append(bytes);
    size_ += bytes.size();
  }
  std::uint64_t size() const { return size_; }

  // Replaces bytes that have been written already.
  void overwrite(std::uint64_t offset, std::string_view bytes);

  // Writes what is pending, fsyncs and closes. A failed fsync is never tried again.
  Result<void> finish();

 private:
  static constexpr std::size_t kPending = 1 << 20;

  OutputFile(std::string path, int descriptor);
  void drain();
  bool write_all(std::string_view bytes, std::uint64_t offset);

  std::string path_;
  int descriptor_;
  std::string pending_;
  std::uint64_t drained_ = 0;
  std::uint64_t size_ = 0;
  int failure_ = 0;  // An errno.
};

}  // namespace backfile
