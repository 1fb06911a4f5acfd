// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <xapian.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "common/archive/manifest.h"
#include "common/result.h"
#include "server/search/columns.h"

namespace backfile {

// One immutable file of the index, opened once and shared by all revisions that name it. It stays
// readable after the file has been deleted. May be used from any thread.
class Segment {
 public:
  // Reads the whole file: its SHA-256 must be that of `entry`. Corrupt when the file is missing or
  // is not what the manifest says.
  static Result<std::shared_ptr<const Segment>> open(const std::string& directory,
                                                     const SegmentEntry& entry);
  ~Segment();
  Segment(const Segment&) = delete;
  Segment& operator=(const Segment&) = delete;

  const std::string& file() const { return file_; }
  const std::string& sha256() const { return sha256_; }
  const std::string& uuid() const { return uuid_; }  // Of the database; names it in a match.
  std::uint32_t documents() const { return documents_; }
  const Columns& columns() const { return columns_; }

  // A database of its own for the calling thread.
  Result<Xapian::Database> open_database() const;

 private:
  Segment(const SegmentEntry& entry, int descriptor);
  Result<void> check(const std::string& path) const;
  Result<void> read();

  std::string file_;
  std::string sha256_;
  std::uint32_t documents_;
  int descriptor_;
  // Xapian takes a database to begin at the descriptor's offset, and duplicates share it.
  mutable std::mutex opening_;
  std::string uuid_;
  Columns columns_;
};

}  // namespace backfile
