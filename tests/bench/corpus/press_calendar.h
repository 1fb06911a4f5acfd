// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "tests/bench/corpus/chance.h"

namespace backfile {

// When articles come out: more each year, fewer at weekends and at night.
class PressCalendar {
 public:
  // Days since 1970-01-01, both included. REQUIRES: first <= last.
  PressCalendar(std::int64_t first_day, std::int64_t last_day);

  std::int64_t draw(Chance* chance) const;  // Seconds since 1970, UTC.

 private:
  std::int64_t first_day_;
  Lottery days_;
  Lottery hours_;
};

inline constexpr std::int64_t kFirstPressDay = 6209;  // 1987-01-01
inline constexpr std::int64_t kLastPressDay = 20757;  // 2026-10-31

}  // namespace backfile
