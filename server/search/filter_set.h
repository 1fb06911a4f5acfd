// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "common/result.h"
#include "server/search/search.h"
#include "server/search/snapshot.h"

namespace backfile {

// One bit per filter that an article fails; 0: it passes them all.
using FailedFilters = std::uint16_t;
inline constexpr FailedFilters kDateFilter = 1;
constexpr FailedFilters filter_bit(FieldId id) {
  return static_cast<FailedFilters>(1U << static_cast<unsigned>(id));
}
static_assert(filter_bit(FieldId::Title) == kDateFilter, "titles have no filter of their own");
static_assert(kFieldCount <= std::numeric_limits<FailedFilters>::digits);

// The filters of a request, looked up in the columns of one segment.
class SegmentFilter {
 public:
  bool is_dead(std::uint32_t docid) const { return dead_ && snapshot_->is_dead(segment_, docid); }

  FailedFilters failed(std::uint32_t docid) const {
    FailedFilters failed = 0;
    if (dated_) {
      const std::int64_t when = (*seconds_)[docid - 1];
      if (when == kNoDate || when < from_ || when >= until_) failed |= kDateFilter;
    }
    for (const Part& part : parts_) {
      if (!has_wanted(part, docid)) failed |= part.bit;
    }
    return failed;
  }

  // No article of the segment is within the dates asked for.
  bool none_in_range() const { return none_in_range_; }

 private:
  friend class FilterSet;

  struct Part {
    FailedFilters bit;
    const KeywordColumn* column;
    std::vector<std::uint8_t> wanted;  // By ordinal.
  };

  static bool has_wanted(const Part& part, std::uint32_t docid) {
    for (const std::uint32_t ordinal : part.column->ordinals(docid)) {
      if (part.wanted[ordinal] != 0) return true;
    }
    return false;
  }

  const Snapshot* snapshot_ = nullptr;
  std::size_t segment_ = 0;
  bool dead_ = false;  // Some documents are dead.
  bool dated_ = false;
  std::int64_t from_ = 0;
  std::int64_t until_ = 0;
  bool none_in_range_ = false;
  const std::vector<std::int64_t>* seconds_ = nullptr;
  std::vector<Part> parts_;
};

// The filters of a request for one revision. The snapshot must outlive it.
class FilterSet {
 public:
  // InvalidArgument for a field that is no keyword field.
  static Result<FilterSet> resolve(const Snapshot& snapshot, const Filters& filters);

  const SegmentFilter& segment(std::size_t index) const { return segments_[index]; }
  FailedFilters in_use() const { return in_use_; }
  // Whether the values asked for in a keyword field have this one among them.
  bool selects(FieldId id, std::uint32_t number) const {
    const std::vector<std::uint8_t>& wanted = wanted_[static_cast<std::size_t>(id)];
    return !wanted.empty() && wanted[number] != 0;
  }

 private:
  SegmentFilter for_segment(const Snapshot& snapshot, const Filters& filters,
                            std::size_t index) const;

  FailedFilters in_use_ = 0;
  // By FieldId, by number in the dictionary; empty without a filter.
  std::array<std::vector<std::uint8_t>, kFieldCount> wanted_;
  std::vector<SegmentFilter> segments_;
};

}  // namespace backfile
