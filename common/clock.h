// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace backfile {

// The clock of the machine in seconds since 1970-01-01T00:00:00Z.
inline std::int64_t seconds_now() {
  using std::chrono::seconds;
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<seconds>(since_epoch).count();
}

}  // namespace backfile
