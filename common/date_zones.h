// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace backfile {

// What an abbreviation of a time zone means to a publisher.
struct ZoneMeaning {
  int offset_minutes = 0;  // East of UTC, in winter.
  // The wall clock of a place in the United States is meant ("ET", and "EST", which people go on
  // writing in July): in summer one hour is added. See us_summer_time.
  bool us_wall_clock = false;
};

// `name` in lower case ("ist"), `country` ISO 3166 in lower case or empty. Nothing for a name that
// is no zone.
std::optional<ZoneMeaning> find_zone(std::string_view name, std::string_view country);

// Whether daylight saving time holds in the United States on a local day and hour, by the federal
// rules: from 2007 the second Sunday of March to the first of November; from 1987 the first Sunday
// of April, and from 1967 the last one, to the last of October, at 2 in the morning. Not before
// 1967, when each town had its own rule. (1974 and 1975, which began in winter, are kept too.)
bool us_summer_time(int year, int month, int day, int hour);

}  // namespace backfile
