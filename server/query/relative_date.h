// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "server/query/date_range.h"

namespace backfile {

// "24h", "7d", "2 weeks", "6months", "1y": the hour or day (UTC) of `now`, seconds since 1970, and
// what lies as far before it: from the start of the hour so many hours ago, or of the day so many
// days, weeks, months or years ago, to the end of the running one. So the range is the same until
// DateRange::until. A day that a month lacks is its last one. Nothing for other texts, numbers that
// are not 1 to 9999, and what began before kFirstYear.
std::optional<DateRange> parse_relative_range(std::string_view text, std::int64_t now);

}  // namespace backfile
