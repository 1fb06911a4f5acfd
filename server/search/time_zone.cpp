// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/time_zone.h"

#include <date/tz.h>

#include <chrono>
#include <exception>

namespace backfile {
namespace {

const date::time_zone* zone_of(const void* zone) {
  return static_cast<const date::time_zone*>(zone);
}

Error unknown_zone(std::string_view name) {
  Error error{ErrorCode::InvalidArgument,
              "\"" + std::string(name) + "\" is not a time zone of the IANA data base."};
  error.detail.kind = "bad_value";
  error.detail.parameter = "tz";
  error.detail.found = name;
  error.detail.expected = {"UTC", "a name such as Europe/Berlin or America/New_York"};
  return error;
}

}  // namespace

Result<TimeZone> TimeZone::find(std::string_view name) {
  TimeZone zone;
  if (name == "UTC") return zone;
  try {
    zone.zone_ = date::locate_zone(name);
  } catch (const std::exception&) {
    return unknown_zone(name);
  }
  return zone;
}

std::int64_t TimeZone::to_local(std::int64_t instant) const {
  if (is_utc()) return instant;
  const date::sys_seconds when{std::chrono::seconds(instant)};
  return instant + zone_of(zone_)->get_info(when).offset.count();
}

std::int64_t TimeZone::to_instant(std::int64_t local) const {
  if (is_utc()) return local;
  const date::local_seconds when{std::chrono::seconds(local)};
  const date::local_info info = zone_of(zone_)->get_info(when);
  if (info.result == date::local_info::nonexistent) {
    return info.first.end.time_since_epoch().count();
  }
  return local - info.first.offset.count();
}

}  // namespace backfile
