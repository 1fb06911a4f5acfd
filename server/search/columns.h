// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "common/result.h"
#include "common/schema.h"

namespace backfile {

class Segment;

// Stands before every date.
inline constexpr std::int64_t kNoDate = std::numeric_limits<std::int64_t>::min();

// How a value was written, and by how many documents of the segment.
struct ValueForm {
  std::string value;
  std::string label;  // The name of a source, else the value.
  std::uint32_t documents = 0;
};

// The values of one keyword field of a segment, by docid. Values that fold to the same key are
// one; an ordinal is the number of a key.
class KeywordColumn {
 public:
  struct Entry {
    std::string key;  // Folded.
    std::vector<ValueForm> forms;
    std::uint32_t documents = 0;
  };

  // Calls `visit` with the ordinals of a document, each once.
  template <typename Visit>
  void for_each(std::uint32_t docid, const Visit& visit) const {
    if (const std::uint16_t* const single = single_values()) {
      if (single[docid - 1] != 0) visit(single[docid - 1] - 1U);
    } else if (!starts_.empty()) {
      const std::uint32_t* const starts = starts_.data() + docid - 1;
      for (std::uint32_t i = starts[0]; i < starts[1]; ++i) visit(ordinals_.data()[i]);
    }
  }

  // By docid - 1: the ordinal and one, 0 for none; null when documents have several values or
  // there are too many.
  const std::uint16_t* single_values() const { return single_.empty() ? nullptr : single_.data(); }
  const std::vector<Entry>& entries() const { return entries_; }

  // Documents with at least one value.
  std::uint32_t documents() const { return documents_; }

 private:
  friend class KeywordColumnReader;

  std::vector<Entry> entries_;  // By ordinal.
  std::uint32_t documents_ = 0;
  std::vector<std::uint16_t> single_;
  std::vector<std::uint32_t> starts_;  // By docid - 1, and one more: indexes into ordinals_.
  std::vector<std::uint32_t> ordinals_;
};

// What is counted, filtered and sorted by, as arrays: a lookup costs a nanosecond, where a value
// slot costs hundreds.
struct Columns {
  // By docid - 1, the newest first; kNoDate without a date, and these come last.
  std::vector<std::int64_t> seconds;
  std::uint32_t dated = 0;  // Documents with a date.
  // By docid - 1: the date names a day, a month or a year, which are the same in every time zone.
  std::vector<bool> local;
  std::array<KeywordColumn, kFieldCount> keywords;  // By FieldId; empty for other kinds.

  bool is_local(std::uint32_t docid) const { return local[docid - 1]; }
};

// Corrupt when a value is not in the form of docs/index-format.md, or documents are not in the
// order of their dates. May throw Xapian::Error.
Result<Columns> read_columns(const Segment& segment);

// The docids [first, last) of the documents published in [from, until).
struct DocIdRange {
  std::uint32_t first;
  std::uint32_t last;
};
DocIdRange published_within(const Columns& columns, std::int64_t from, std::int64_t until);

}  // namespace backfile
