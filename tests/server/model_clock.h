// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/search/search.h"

namespace backfile {

// What clocks show, by the C library: apart from the one under test, and slow. Not for threads.

// Seconds since 1970-01-01T00:00 as a clock of the zone shows them at this instant.
std::int64_t clock_at(std::int64_t instant, const std::string& zone);

// The first instant at which clocks show this time, or have been put forward over it.
std::int64_t first_instant(std::int64_t local, const std::string& zone);

// The hours of the clock from the one that `first` is in to the one that `last` is in, both local:
// where each begins, and where the last one ends; at most `most` of them. Of zones whose clocks
// are changed by quarters of hours.
std::vector<std::int64_t> hour_borders(std::int64_t first, std::int64_t last,
                                       const std::string& zone, std::size_t most);

// The start of the interval of the calendar with `seconds` in it, `steps` intervals later.
std::int64_t model_interval_start(Interval interval, std::int64_t seconds, int steps);

}  // namespace backfile
