// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/columns.h"
#include "common/result.h"
#include "indexer/index/output_file.h"

namespace backfile {

// Writes a file of common/index/columns.h, section by section.
class ColumnsWriter {
 public:
  static Result<ColumnsWriter> create(const std::string& path, std::uint32_t documents);

  // `slot`: of the field, 0 for sections that belong to none.
  void section(ColumnSection kind, std::uint32_t slot, std::string_view bytes);
  template <typename T>
  void section(ColumnSection kind, std::uint32_t slot, const std::vector<T>& numbers) {
    section(kind, slot,
            std::string_view(reinterpret_cast<const char*>(numbers.data()),
                             numbers.size() * sizeof(T)));
  }

  // Writes the table of sections, and fsyncs. `total_length`: of all documents.
  Result<void> finish(std::uint64_t total_length);

 private:
  ColumnsWriter(OutputFile file, std::uint32_t documents)
      : file_(std::move(file)), documents_(documents) {}

  OutputFile file_;
  std::uint32_t documents_;
  std::uint32_t sections_ = 0;
  std::string rows_;
};

}  // namespace backfile
