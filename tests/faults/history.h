// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "tests/support/archive_content.h"

namespace backfile {

// A week of an archive: runs that add, change, merge, reject, take out, replay and rebuild, over
// inputs of several formats in a folder of their own. Each run is one command, and can be repeated.
class History {
 public:
  // Writes the inputs to `place`/in and lets the week pass once in `place`/model, undisturbed.
  explicit History(const std::string& place);

  std::size_t runs() const { return contents_.size(); }
  // The command of a run, over the archive at `archive`.
  std::vector<std::string> run(std::size_t index, const std::string& archive) const;
  // What the archive holds when the first so many runs have ended.
  const ArchiveContent& after(std::size_t runs) const;
  // The status with which each run ends when nothing goes wrong.
  int status(std::size_t index) const { return statuses_[index]; }

 private:
  std::string in_;
  std::vector<ArchiveContent> contents_;
  std::vector<int> statuses_;
};

}  // namespace backfile
