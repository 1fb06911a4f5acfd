// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/filter_set.h"

#include <algorithm>
#include <string>

namespace backfile {
namespace {

Result<void> check_keyword(FieldId id) {
  if (field(id).kind == FieldKind::Keyword) return {};
  Error error{ErrorCode::InvalidArgument,
              "Articles cannot be filtered by " + std::string(field(id).name) + "."};
  error.detail.parameter = field(id).name;
  return error;
}

}  // namespace

Result<FilterSet> FilterSet::resolve(const Snapshot& snapshot, const Filters& filters) {
  FilterSet set;
  if (filters.from || filters.until) set.in_use_ |= kDateFilter;
  for (Result<void> done : {set.select(snapshot, filters.values, &set.wanted_),
                            set.select(snapshot, filters.excluded, &set.excluded_),
                            set.use_presence(filters.missing), set.use_presence(filters.present)}) {
    if (!done) return done.error();
  }
  for (std::size_t s = 0; s < snapshot.segment_count(); ++s) {
    set.segments_.push_back(set.for_segment(snapshot, filters, s));
  }
  return set;
}

Result<void> FilterSet::select(const Snapshot& snapshot,
                               const std::map<FieldId, std::vector<std::string>>& values,
                               Selections* selections) {
  for (const auto& [id, names] : values) {
    if (Result<void> checked = check_keyword(id); !checked) return checked;
    if (names.empty()) continue;
    const Dictionary& dictionary = snapshot.dictionary(id);
    std::vector<std::uint8_t>& selection = (*selections)[static_cast<std::size_t>(id)];
    selection.assign(dictionary.entries().size(), 0);
    for (const std::string& name : names) {
      for (const std::uint32_t number : dictionary.find(name)) selection[number] = 1;
    }
    // A field that no article has must still be known to be restricted.
    if (selection.empty()) selection.push_back(0);
    in_use_ |= filter_bit(id);
  }
  return {};
}

Result<void> FilterSet::use_presence(const std::set<FieldId>& fields) {
  for (const FieldId id : fields) {
    if (Result<void> checked = check_keyword(id); !checked) return checked;
    in_use_ |= filter_bit(id);
  }
  return {};
}

bool FilterSet::admits(FieldId id, std::uint32_t number) const {
  const bool restricted = !wanted_[static_cast<std::size_t>(id)].empty();
  return (!restricted || selects(id, number)) && !excludes(id, number);
}

std::vector<std::uint8_t> FilterSet::marks_of(FieldId id, std::span<const std::uint32_t> numbers,
                                              const Filters& filters) const {
  const bool missing = filters.missing.contains(id);
  const bool present = filters.present.contains(id);
  const bool restricted = !wanted_[static_cast<std::size_t>(id)].empty();
  const auto mark = [](bool wanted) { return wanted ? SegmentFilter::kWanted : std::uint8_t{0}; };
  std::vector<std::uint8_t> marks{mark(!present && (missing || !restricted))};
  for (const std::uint32_t number : numbers) {
    std::uint8_t& value = marks.emplace_back(mark(restricted ? selects(id, number) : !missing));
    if (excludes(id, number)) value |= SegmentFilter::kUnwanted;
  }
  return marks;
}

void FilterSet::restrict_dates(const Filters& filters, const Columns& columns, DocIdRange* range,
                               SegmentFilter* filter) const {
  constexpr std::int64_t kFirst = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();
  SegmentFilter::LocalDates dates{&columns, filters.from.value_or(kFirst),
                                  filters.until.value_or(kLast), kFirst, kLast};
  if (filters.from) dates.local_from = filters.local_from.value_or(dates.from);
  if (filters.until) dates.local_until = filters.local_until.value_or(dates.until);
  *range = published_within(columns, std::min(dates.from, dates.local_from),
                            std::max(dates.until, dates.local_until));
  if (dates.from != dates.local_from || dates.until != dates.local_until) filter->dates_ = dates;
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
  if ((in_use_ & kDateFilter) != 0) restrict_dates(filters, columns, &range, &filter);
  filter.within_dates_ = DocIds::range(range.first, range.last);
  for (const Field& row : kFields) {
    if (row.kind != FieldKind::Keyword || (in_use_ & filter_bit(row.id)) == 0) continue;
    const std::span<const std::uint32_t> numbers = snapshot.dictionary(row.id).numbers_of(index);
    filter.parts_.push_back(
        {filter_bit(row.id), &snapshot.keyword(index, row.id), marks_of(row.id, numbers, filters)});
  }
  return filter;
}

}  // namespace backfile
