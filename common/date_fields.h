// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "common/date.h"

namespace backfile {

// The parts of a date as they were read, not yet checked against the calendar.
struct DateFields {
  std::optional<int> year;
  std::optional<int> month;
  std::optional<int> day;
  std::optional<int> hour;
  std::optional<int> minute;
  std::optional<int> second;
  std::optional<int> offset_minutes;
};

// The point in time that the fields name. Nothing when there is no year, a part is missing in the
// middle (a day without a month, a time without a day), a part is out of its range or the day does
// not exist. 24:00 is the midnight at the end of the day, and second 60 the first of the next
// minute. A zone without a time is dropped.
std::optional<Timestamp> to_timestamp(const DateFields& fields);

}  // namespace backfile
