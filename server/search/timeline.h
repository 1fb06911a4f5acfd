// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "common/result.h"
#include "server/search/filter_set.h"
#include "server/search/matches.h"
#include "server/search/search.h"
#include "server/search/snapshot.h"

namespace backfile {

// Counts the matching articles, and beside them all that pass the filters, by time. The axis goes
// from `from` to `until` of the filters, and where one is absent to the last matching article.
// `matches`: by segment. InvalidArgument when the interval is too fine for the range.
Result<Timeline> count_by_time(const Snapshot& snapshot, const FilterSet& filters,
                               const Filters& bounds, Interval interval,
                               const std::vector<SegmentMatches>& matches);

}  // namespace backfile
