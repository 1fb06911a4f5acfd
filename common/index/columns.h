// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

#include "common/date.h"
#include "common/index/keyword_column.h"
#include "common/mapped_file.h"
#include "common/result.h"
#include "common/schema.h"

namespace backfile {

// Stands for the date of an undated document.
inline constexpr std::int64_t kNoDate = std::numeric_limits<std::int64_t>::min();

// What a section of a file of columns holds; the numbers are in the file. Layout of the file
// (numbers are little-endian): kColumnsMagic, documents (4 bytes), sections (4), sum of all lengths
// (8); a row for each section: what it holds (4), slot of the field (4), position (8), bytes (8);
// the sections, each at a multiple of 8.
enum class ColumnSection : std::uint32_t {
  Seconds = 1,  // 8 bytes a document: seconds since 1970 or kNoDate.
  Precision,    // 1 byte a document: DatePrecision; 0 for undated ones.
  Words,        // 4 bytes a document: words in title and text.
  Length,       // 2 bytes a document: see Columns::lengths.
  Content,      // 16 bytes a document: content_hash().
  Single,       // 2 bytes a document: see KeywordColumn::single_values().
  Starts,       // 4 bytes a document and 4: where its values begin in the next section.
  Ordinals,     // 4 bytes each.
  Values,       // Keys (4 bytes), documents with a value (4), where the entry of each key begins
                // and where the last one ends (4 each), entries: docs/index-format.md.
  Revision,     // 4 bytes a document: the revision that it came with.
};
inline constexpr std::string_view kColumnsMagic = "BFCOLUM3";
inline constexpr std::size_t kColumnsHeader = 24;
inline constexpr std::size_t kColumnsRow = 24;
inline constexpr std::size_t kContentBytes = 16;

inline std::uint16_t bounded_length(std::uint32_t length) {
  return static_cast<std::uint16_t>(length < 0xffff ? length : 0xffff);
}

// The values of a segment by docid - 1, for counting, filtering and sorting, as they stand in a
// file. Views of it: they live as long as this object. May be read from any thread.
struct Columns {
  // Corrupt when the file is not what this header says.
  static Result<Columns> open(MappedFile file);

  MappedFile file;
  std::uint32_t documents = 0;
  std::uint32_t dated = 0;                     // Documents with a date.
  std::span<const std::int64_t> seconds = {};  // The newest first; kNoDate last.
  std::span<const std::uint8_t> precision = {};
  std::span<const std::uint32_t> words = {};
  // Sums of frequencies: the words of the text and twice those of the title; 65,535 for more.
  std::span<const std::uint16_t> lengths = {};
  std::uint64_t total_length = 0;
  std::span<const std::uint8_t> content = {};
  std::span<const std::uint32_t> revisions = {};
  std::array<KeywordColumn, kFieldCount> keywords = {};  // By FieldId; empty for other kinds.

  std::string_view content_of(std::uint32_t docid) const {
    const auto* const bytes = reinterpret_cast<const char*>(content.data());
    return {bytes + (docid - std::size_t{1}) * kContentBytes, kContentBytes};
  }
  // Whether the date names a day, a month or a year, which are the same in every time zone.
  bool is_local(std::uint32_t docid) const {
    return precision[docid - 1] <= static_cast<std::uint8_t>(DatePrecision::Day);
  }
  const KeywordColumn& keyword(FieldId id) const { return keywords[static_cast<std::size_t>(id)]; }
};

// The docids [first, last) of the documents published in [from, until).
struct DocIdRange {
  std::uint32_t first;
  std::uint32_t last;
};
DocIdRange published_within(const Columns& columns, std::int64_t from, std::int64_t until);

}  // namespace backfile
