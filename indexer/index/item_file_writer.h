// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "indexer/index/output_file.h"

namespace backfile {

// Writes a file of common/index/item_file.h: the pieces of all documents, by docid.
class ItemFileWriter {
 public:
  static Result<ItemFileWriter> create(const std::string& path, std::string_view preamble);

  void add(std::string_view item) {
    begins_.push_back(file_.size());
    file_.write(item);
  }

  Result<void> finish();

 private:
  explicit ItemFileWriter(OutputFile file) : file_(std::move(file)) {}

  OutputFile file_;
  std::uint32_t preamble_ = 0;
  std::vector<std::uint64_t> begins_;
};

}  // namespace backfile
