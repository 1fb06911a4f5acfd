// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "common/date_reading.h"

namespace backfile {

// Times and zones inside a date. Every function either takes tokens and returns true, or takes
// none and returns false.
bool read_time(DateReading& in);
bool read_half_of_day(DateReading& in);
bool read_offset(DateReading& in);
bool read_zone_without_sign(DateReading& in);
bool read_zone(DateReading& in);

// How many tokens "AM", "p.m.", "p. m." take at `ahead`; 0 if it is none of them.
std::size_t half_of_day_at(const DateReading& in, std::size_t ahead);

// To be called once all is read: the clock of an American place runs an hour ahead in summer.
void apply_wall_clock(DateReading& in);

}  // namespace backfile
