// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/date_reading.h"

namespace backfile {

// Days, months and years inside a date. Every function either takes tokens and returns true, or
// takes none and returns false.
bool read_calendar_number(DateReading& in);
bool read_date_word(DateReading& in);

}  // namespace backfile
