// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace backfile {

// [from, until) in seconds since 1970, UTC; kOpenFrom and kOpenUntil for an open side.
struct DateRange {
  std::int64_t from;
  std::int64_t until;
};

// "2014", "2014-02-03", "2014-02..2014-04", "2014-02/2014-04", "..2014", "2014..": from the first
// second of the first date to the end of the last. Nothing for other texts. A range that ends
// before it begins is returned as it is (from >= until).
std::optional<DateRange> parse_date_range(std::string_view text);

// The shortest text that parse_date_range reads as `range`.
std::string to_string(const DateRange& range);

// What `text`, which is no date range, probably means: "[2014 TO 2015]", "2014/2015", ">=2014",
// "3 Feb 2014". Empty when nothing comes to mind.
std::string probable_date_range(std::string_view text);

}  // namespace backfile
