// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "common/result.h"

namespace backfile {

// The right to write an archive, held by flock(2) on its lock file until the object is destroyed
// or the process ends, however it ends.
class ArchiveLock {
 public:
  // Busy, at once, when another run holds it. The directory must exist.
  static Result<ArchiveLock> acquire(const std::string& directory);

  ArchiveLock(ArchiveLock&& other) noexcept;
  ArchiveLock& operator=(ArchiveLock&& other) noexcept;
  ~ArchiveLock();

 private:
  explicit ArchiveLock(int fd) : fd_(fd) {}
  int fd_;
};

}  // namespace backfile
