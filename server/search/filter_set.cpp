// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/filter_set.h"

#include <string>

namespace backfile {

Result<FilterSet> FilterSet::resolve(const Snapshot& snapshot, const Filters& filters) {
  FilterSet set;
  if (filters.from || filters.until) set.in_use_ |= kDateFilter;
  for (const auto& [id, values] : filters.values) {
    if (field(id).kind != FieldKind::Keyword) {
      Error error{ErrorCode::InvalidArgument,
                  "Articles cannot be filtered by " + std::string(field(id).name) + "."};
      error.detail.parameter = field(id).name;
      return error;
    }
    if (values.empty()) continue;
    const Dictionary& dictionary = snapshot.dictionary(id);
    std::vector<std::uint8_t>& wanted = set.wanted_[static_cast<std::size_t>(id)];
    wanted.assign(dictionary.entries().size(), 0);
    for (const std::string& value : values) {
      for (const std::uint32_t number : dictionary.find(value)) wanted[number] = 1;
    }
    set.in_use_ |= filter_bit(id);
  }
  for (std::size_t s = 0; s < snapshot.segment_count(); ++s) {
    set.segments_.push_back(set.for_segment(snapshot, filters, s));
  }
  return set;
}

SegmentFilter FilterSet::for_segment(const Snapshot& snapshot, const Filters& filters,
                                     std::size_t index) const {
  const SegmentEntry& entry = snapshot.manifest().segments[index];
  const Columns& columns = snapshot.segment(index).columns();
  SegmentFilter filter;
  filter.snapshot_ = &snapshot;
  filter.segment_ = index;
  filter.dead_ = !entry.dead.empty();
  DocIdRange range{1, entry.documents + 1};
  if ((in_use_ & kDateFilter) != 0) {
    range =
        published_within(columns, filters.from.value_or(std::numeric_limits<std::int64_t>::min()),
                         filters.until.value_or(std::numeric_limits<std::int64_t>::max()));
  }
  filter.within_dates_ = DocIds::range(range.first, range.last);
  for (const Field& row : kFields) {
    if (row.kind != FieldKind::Keyword || (in_use_ & filter_bit(row.id)) == 0) continue;
    const std::span<const std::uint32_t> numbers = snapshot.dictionary(row.id).numbers_of(index);
    SegmentFilter::Part part{filter_bit(row.id),
                             &columns.keywords[static_cast<std::size_t>(row.id)],
                             std::vector<std::uint8_t>(numbers.size())};
    for (std::size_t ordinal = 0; ordinal < numbers.size(); ++ordinal) {
      part.wanted[ordinal] = selects(row.id, numbers[ordinal]) ? 1 : 0;
    }
    filter.parts_.push_back(std::move(part));
  }
  return filter;
}

}  // namespace backfile
