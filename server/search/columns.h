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

namespace Xapian {
class Database;
}

namespace backfile {

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
  };

  // The ordinals of a document, each once.
  std::span<const std::uint32_t> ordinals(std::uint32_t docid) const {
    return {ordinals_.data() + starts_[docid - 1], starts_[docid] - starts_[docid - 1]};
  }
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  friend class KeywordColumnReader;

  std::vector<Entry> entries_;         // By ordinal.
  std::vector<std::uint32_t> starts_;  // By docid - 1, and one more: indexes into ordinals_.
  std::vector<std::uint32_t> ordinals_;
};

// What is counted, filtered and sorted by, as arrays: a lookup costs a nanosecond, where a value
// slot costs hundreds.
struct Columns {
  std::vector<std::int64_t> seconds;                // By docid - 1; kNoDate without a date.
  std::array<KeywordColumn, kFieldCount> keywords;  // By FieldId; empty for other kinds.
};

// Corrupt when a value is not in the form of docs/index-format.md. May throw Xapian::Error.
Result<Columns> read_columns(const Xapian::Database& segment, std::uint32_t documents);

}  // namespace backfile
