// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "common/prefetch.h"
#include "common/result.h"
#include "server/search/doc_ids.h"
#include "server/search/search.h"
#include "server/search/snapshot.h"

namespace backfile {

// One bit per filter that an article fails; 0: it passes them all.
using FailedFilters = std::uint32_t;
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

  // The documents within the dates asked for, which are a range. In zones other than UTC it may
  // have some more at its ends, which fail the filters.
  const DocIds& within_dates() const { return within_dates_; }

  // The filters beside the dates.
  FailedFilters failed(std::uint32_t docid) const {
    FailedFilters failed = 0;
    for (const Part& part : parts_) {
      if (!passes(part, docid)) failed |= part.bit;
    }
    if (dates_ && !dates_->passes(docid)) failed |= kDateFilter;
    return failed;
  }

  // Asks memory for what failed() will read of one document first, and of another one then.
  void prefetch(std::uint32_t first, std::uint32_t then) const {
    for (const Part& part : parts_) part.column->prefetch(first, then);
    if (dates_) backfile::prefetch(dates_->columns->seconds.data() + first - 1);
  }

  // No document within the dates is dead or fails a filter.
  bool passes_all() const { return !dead_ && parts_.empty() && !dates_; }

 private:
  friend class FilterSet;

  // What one value of a document, or the lack of any, says about it.
  static constexpr std::uint8_t kWanted = 1;
  static constexpr std::uint8_t kUnwanted = 2;

  struct Part {
    FailedFilters bit;
    const KeywordColumn* column;
    std::vector<std::uint8_t> marks;  // By ordinal and one; at 0 that of no value.
  };

  static bool passes(const Part& part, std::uint32_t docid) {
    const std::uint8_t* const marks = part.marks.data();
    std::uint8_t found = 0;
    bool any = false;
    part.column->for_each(docid, [&](std::uint32_t ordinal) {
      found |= marks[ordinal + 1];
      any = true;
    });
    return (any ? found : marks[0]) == kWanted;
  }

  // Whether a date of the kind that is the same day in every zone, or of the other kind, is within.
  struct LocalDates {
    const Columns* columns;
    std::int64_t from;
    std::int64_t until;
    std::int64_t local_from;
    std::int64_t local_until;

    bool passes(std::uint32_t docid) const {
      const std::int64_t when = columns->seconds[docid - 1];
      if (columns->is_local(docid)) return when >= local_from && when < local_until;
      return when >= from && when < until;
    }
  };

  const Snapshot* snapshot_ = nullptr;
  std::size_t segment_ = 0;
  bool dead_ = false;  // Some documents are dead.
  DocIds within_dates_;
  std::vector<Part> parts_;
  std::optional<LocalDates> dates_;
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
    return is_in(wanted_[static_cast<std::size_t>(id)], number);
  }
  bool excludes(FieldId id, std::uint32_t number) const {
    return is_in(excluded_[static_cast<std::size_t>(id)], number);
  }
  // Whether a document with this value, and no other, passes the filters of the field.
  bool admits(FieldId id, std::uint32_t number) const;

 private:
  // By FieldId, by number in the dictionary; empty without a filter.
  using Selections = std::array<std::vector<std::uint8_t>, kFieldCount>;
  static bool is_in(const std::vector<std::uint8_t>& selection, std::uint32_t number) {
    return !selection.empty() && selection[number] != 0;
  }

  Result<void> select(const Snapshot& snapshot,
                      const std::map<FieldId, std::vector<std::string>>& values,
                      Selections* selections);
  Result<void> use_presence(const std::set<FieldId>& fields);
  SegmentFilter for_segment(const Snapshot& snapshot, const Filters& filters,
                            std::size_t index) const;
  void restrict_dates(const Filters& filters, const Columns& columns, DocIdRange* range,
                      SegmentFilter* filter) const;
  std::vector<std::uint8_t> marks_of(FieldId id, std::span<const std::uint32_t> numbers,
                                     const Filters& filters) const;

  FailedFilters in_use_ = 0;
  Selections wanted_;
  Selections excluded_;
  std::vector<SegmentFilter> segments_;
};

}  // namespace backfile
