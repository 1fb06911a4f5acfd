// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "indexer/read_articles.h"

namespace backfile {

// Plain texts of a tar or zip of which nobody knows yet whether they are articles or notes about
// what lies beside them. Notes are few: where there is more of them, they are articles.
class UnsureTexts {
 public:
  // Takes the record if it has to wait.
  bool hold(ReadRecord* record);

  // No more are held in this file.
  bool are_many() const { return are_many_; }

  // What was held, in order; nothing is held then.
  std::vector<ReadRecord> take();

  void begin_file() { are_many_ = false; }

 private:
  std::vector<ReadRecord> held_;
  std::size_t bytes_ = 0;
  bool are_many_ = false;
};

}  // namespace backfile
