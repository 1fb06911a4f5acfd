// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "common/mapped_file.h"
#include "common/result.h"

namespace backfile {

// A file with one piece of bytes for each document of a segment, and a preamble for all of them.
// Layout (numbers are little-endian): kItemFileMagic, documents (4 bytes), length of the preamble
// (4), position of the table (8), preamble, pieces in the order of docids, table: where each piece
// begins, and where the last one ends (8 bytes each, from the beginning of the file).
inline constexpr std::string_view kItemFileMagic = "BFITEMS2";
inline constexpr std::size_t kItemFileHeader = 24;

class ItemFile {
 public:
  // Corrupt when the file does not have this layout.
  static Result<ItemFile> open(MappedFile file);

  std::uint32_t documents() const { return documents_; }
  std::span<const std::uint8_t> preamble() const {
    return file_.bytes().subspan(kItemFileHeader, preamble_);
  }

  // `docid` in 1..documents(). Empty where the table is damaged.
  std::span<const std::uint8_t> item(std::uint32_t docid) const;

  // Asks memory for what item() will read of one document first, and for the piece of another one.
  void prefetch(std::uint32_t first, std::uint32_t then) const;

 private:
  ItemFile(MappedFile file, std::uint32_t documents, std::uint32_t preamble, std::uint64_t table)
      : file_(std::move(file)), documents_(documents), preamble_(preamble), table_(table) {}

  MappedFile file_;
  std::uint32_t documents_;
  std::uint32_t preamble_;
  std::uint64_t table_;
};

}  // namespace backfile
