// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "common/result.h"
#include "server/search/calendar.h"
#include "server/search/filter_set.h"
#include "server/search/matches.h"
#include "server/search/search.h"
#include "server/search/snapshot.h"

namespace backfile {

// What a timeline is counted from. References must outlive it.
struct TimelineScope {
  const Snapshot& snapshot;
  const FilterSet& filters;
  const SearchRequest& request;  // Its timeline is set.
};

// Counts the matching articles, and beside them all that pass the filters, by time. The axis goes
// from `from` to `until` of the filters, and where one is absent to the last matching article.
// `matches`: by segment. `queries`: the same for each of the request's timeline_queries; then the
// axis reaches over all of their articles, and `matches` is what any of them matches.
// InvalidArgument when the interval is too fine for the range, or there is no such time zone.
Result<Timeline> count_by_time(const TimelineScope& scope,
                               const std::vector<SegmentMatches>& matches,
                               const std::vector<std::vector<SegmentMatches>>& queries);

// Adds to each bucket how many of `documents` of a segment are in it.
void count_by_bucket(const Columns& columns, const DocIds& documents, const TimeAxis& axis,
                     std::vector<std::uint64_t>* counts);

}  // namespace backfile
