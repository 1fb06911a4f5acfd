// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/index/columns.h"

namespace backfile {

// The values of one keyword field in all segments of a revision, under numbers that hold for the
// whole archive. A value shows itself in the form in which most documents have it.
class Dictionary {
 public:
  struct Entry {
    std::string value;
    std::string label;
  };

  // `columns`: of the segments, in order; used during the call only.
  static Dictionary merge(std::span<const KeywordColumn* const> columns);

  const std::vector<Entry>& entries() const { return entries_; }

  // The archive's number of each ordinal of a segment.
  std::span<const std::uint32_t> numbers_of(std::size_t segment) const { return numbers_[segment]; }

  // All entries whose value or label folds to the same as `value`: a source is known by its id
  // and by its name.
  std::vector<std::uint32_t> find(std::string_view value) const;

  // All entries with a value or label in which `folded` begins a word, in no order, none twice.
  std::vector<std::uint32_t> with_word(std::string_view folded) const;

 private:
  std::vector<Entry> entries_;
  std::vector<std::vector<std::uint32_t>> numbers_;            // By segment, by ordinal.
  std::unordered_multimap<std::string, std::uint32_t> names_;  // Folded.
};

}  // namespace backfile
