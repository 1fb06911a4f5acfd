// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "common/archive/manifest.h"
#include "common/result.h"
#include "indexer/input/input_files.h"

namespace backfile {

// Which files have been read, so that a run from cron passes over them in microseconds: a sorted
// set of 128-bit fingerprints (XXH3) of path, size, time of modification and kReaderVersion. A
// file that changes, or that a new release may read better, is read again. It is a short cut only:
// an article that comes again changes nothing in any case.
class IngestLog {
 public:
  static Result<IngestLog> load(const std::string& directory, const Manifest& manifest);

  bool contains(const InputFile& file) const;

  // Remembers a file; nothing is stored before save().
  void add(const InputFile& file);
  // The next run is to read this file again.
  void forget(const InputFile& file);
  bool has_news() const { return !news_.empty() || forgets_; }

  // Writes what was added as a new immutable file for `revision` and enters it in the manifest;
  // when there are many such files, all become one.
  Result<void> save(const std::string& directory, std::uint64_t revision, Manifest* manifest);

 private:
  using Fingerprint = std::array<unsigned char, 16>;
  static Fingerprint fingerprint(const InputFile& file);

  std::vector<Fingerprint> known_;  // Sorted.
  std::vector<Fingerprint> news_;
  bool forgets_ = false;  // Files have what known_ has not.
};

// Raised when a release reads formats better than the one before.
inline constexpr std::uint32_t kReaderVersion = 2;

}  // namespace backfile
