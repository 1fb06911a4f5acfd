// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "common/result.h"
#include "server/search/doc_ids.h"
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

  // The documents within the dates asked for, which are a range.
  const DocIds& within_dates() const { return within_dates_; }

  // The filters beside the dates.
  FailedFilters failed(std::uint32_t docid) const {
    FailedFilters failed = 0;
    for (const Part& part : parts_) {
      if (!has_wanted(part, docid)) failed |= part.bit;
    }
    return failed;
  }

  // No document within the dates is dead or fails a filter.
  bool passes_all() const { return !dead_ && parts_.empty(); }

 private:
  friend class FilterSet;

  struct Part {
    FailedFilters bit;
    const KeywordColumn* column;
    std::vector<std::uint8_t> wanted;  // By ordinal.
  };

  static bool has_wanted(const Part& part, std::uint32_t docid) {
    bool found = false;
    part.column->for_each(
        docid, [&](std::uint32_t ordinal) { found |= part.wanted.data()[ordinal] != 0; });
    return found;
  }

  const Snapshot* snapshot_ = nullptr;
  std::size_t segment_ = 0;
  bool dead_ = false;  // Some documents are dead.
  DocIds within_dates_;
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
