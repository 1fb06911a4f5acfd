// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "server/search/calendar.h"
#include "server/search/timeline.h"

namespace backfile {

// The largest values of the request's timeline_by among the matching articles, each with its share
// of what passes the filters and has the value. `matches`, `passing`: by segment.
std::vector<TimelineSeries> series_by_field(const TimelineScope& scope, const TimeAxis& axis,
                                            const std::vector<SegmentMatches>& matches,
                                            const std::vector<DocIds>& passing);

// One for each of `queries`; totals and coverage are those of the whole timeline.
std::vector<TimelineSeries> series_by_query(
    const TimelineScope& scope, const TimeAxis& axis, const Timeline& whole,
    const std::vector<std::vector<SegmentMatches>>& queries);

// The bucket that a document is in, by the clocks of the axis; none without a date, or outside.
std::optional<std::size_t> bucket_of_document(const Columns& columns, std::uint32_t docid,
                                              const TimeAxis& axis);

}  // namespace backfile
