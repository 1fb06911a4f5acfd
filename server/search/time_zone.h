// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/result.h"

namespace backfile {

// What clocks showed and show in a place, by the IANA data base of the operating system. Local
// times are seconds since 1970-01-01T00:00 as a clock there shows it. A value: copies are cheap.
class TimeZone {
 public:
  TimeZone() = default;  // UTC.

  // InvalidArgument, of the parameter "tz", for a name that the data base does not have.
  static Result<TimeZone> find(std::string_view name);

  bool is_utc() const { return zone_ == nullptr; }
  std::int64_t to_local(std::int64_t instant) const;
  // The first instant at which clocks show this time, or, where they were put forward over it, at
  // which they were put forward.
  std::int64_t to_instant(std::int64_t local) const;

 private:
  const void* zone_ = nullptr;  // Of the data base, which lives as long as the program.
};

}  // namespace backfile
