// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/index/keyword_column.h"
#include "common/index/values.h"
#include "indexer/index/columns_writer.h"

namespace backfile {

// Gathers the values of one keyword field by docid and writes their sections.
class KeywordColumnWriter {
 public:
  // The next document, from 1 on, with the values it has. A value whose key is that of an earlier
  // one of the same document, or empty, is left out.
  void add(const std::vector<KeywordValue>& values);

  void write(std::uint32_t slot, ColumnsWriter* file) const;

 private:
  struct Form {
    std::string value;
    std::string label;  // Empty when it is the value.
    std::uint32_t documents = 0;
  };
  struct Entry {
    std::string key;
    std::uint32_t documents = 0;
    std::vector<Form> forms;
  };
  // Where a value as written counts.
  struct Place {
    std::uint32_t entry;
    std::uint32_t form;
  };

  friend class KeywordColumnMerger;
  const Place& place_of(const KeywordValue& value);
  std::uint32_t entry_of(std::string_view key);
  std::uint32_t form_of(std::uint32_t entry, std::string_view value, std::string_view label);
  void write_values(const std::vector<std::uint32_t>& order, std::uint32_t slot,
                    ColumnsWriter* file) const;

  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::uint32_t> numbers_;  // Of keys, in entries_.
  std::unordered_map<std::string, Place> places_;           // Of values as written.
  std::uint32_t documents_ = 0;                             // With at least one value.
  std::vector<std::uint32_t> starts_{0};
  std::vector<std::uint32_t> numbers_by_document_;
};

// Where a document of a merged segment comes from.
struct Origin {
  std::uint32_t source;
  std::uint32_t docid;
};

// Writes the sections of one field for the documents `origins` of several segments. `left_out`: the
// values of their other documents.
void merge_keyword_columns(const std::vector<const KeywordColumn*>& sources,
                           const KeywordColumnWriter& left_out,
                           const std::vector<Origin>& origins, std::uint32_t slot,
                           ColumnsWriter* file);

}  // namespace backfile
