// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/date_clock.h"

#include "common/date_zones.h"

namespace backfile {
namespace {

// Less than a second is not kept.
void skip_fraction(DateReading& in) {
  const bool is_fraction = (in.is_mark(0, '.') || in.is_mark(0, ',')) && in.is_glued(0) &&
                           in.is_glued(1) && in.is_number(1, 1, 18);
  if (is_fraction) in.at += 2;
}

// "1626" and "162605" after a T.
bool read_basic_time(DateReading& in) {
  if (!in.after_t || !(in.is_number(0, 4, 4) || in.is_number(0, 6, 6))) return false;
  const bool has_seconds = in.is_number(0, 6, 6);
  const int minutes = has_seconds ? in.number(0) / 100 : in.number(0);
  in.fields.hour = minutes / 100;
  in.fields.minute = minutes % 100;
  if (has_seconds) in.fields.second = in.number(0) % 100;
  in.at += 1;
  if (has_seconds) skip_fraction(in);
  return true;
}

void take_hour_and_minute(DateReading& in, std::size_t tokens) {
  in.fields.hour = in.number(0);
  in.fields.minute = in.number(2);
  in.at += tokens;
}

void read_seconds(DateReading& in) {
  if (!in.is_mark(0, ':') || !in.is_number(1, 1, 2)) return;
  in.fields.second = in.number(1);
  in.at += 2;
  skip_fraction(in);
}

// A full stop parts days as well: a time only after a whole date or before a word that says so.
bool is_dotted_time(const DateReading& in) {
  if (!in.is_mark(1, '.') || !in.is_number(2, 2, 2) || !in.is_glued(1) || !in.is_glued(2))
    return false;
  if (in.is_mark(3, '.') && in.is_number(4, 1, 4)) return false;
  return in.has_whole_date() || in.is_word(3, "uhr") || in.is_word(3, "uur") ||
         half_of_day_at(in, 3);
}

bool set_offset(DateReading& in, int hours, int minutes, int sign, std::size_t tokens) {
  if (hours > 14 || minutes > 59) return false;
  in.fields.offset_minutes = sign * (hours * 60 + minutes);
  in.at += tokens;
  return true;
}

bool take_offset(DateReading& in, std::size_t ahead, int sign) {
  const int value = in.number(ahead);
  if (in.is_number(ahead, 1, 2) && in.is_mark(ahead + 1, ':') && in.is_number(ahead + 2, 2, 2)) {
    return set_offset(in, value, in.number(ahead + 2), sign, ahead + 3);
  }
  if (in.is_number(ahead, 1, 2)) return set_offset(in, value, 0, sign, ahead + 1);
  if (in.is_number(ahead, 3, 4)) return set_offset(in, value / 100, value % 100, sign, ahead + 1);
  return false;
}

}  // namespace

std::size_t half_of_day_at(const DateReading& in, std::size_t ahead) {
  if (in.is_word(ahead, "am") || in.is_word(ahead, "pm")) return 1;
  if (!in.is_word(ahead, "a") && !in.is_word(ahead, "p")) return 0;
  const std::size_t next = in.is_mark(ahead + 1, '.') ? ahead + 2 : ahead + 1;
  if (!in.is_word(next, "m")) return 0;
  return next - ahead + 1 + (in.is_mark(next + 1, '.') ? 1 : 0);
}

// "16:26", "4:35:5", "15:01:01.79", "16h26", "16.26 Uhr", "4 PM".
bool read_time(DateReading& in) {
  if (in.fields.hour) return false;
  if (read_basic_time(in)) return true;
  if (!in.is_number(0, 1, 2)) return false;
  if (in.is_mark(1, ':') && in.is_number(2, 1, 2)) {
    take_hour_and_minute(in, 3);
    read_seconds(in);
    return true;
  }
  if ((in.is_word(1, "h") || in.is_word(1, "u")) && in.is_number(2, 2, 2)) {
    take_hour_and_minute(in, 3);
    return true;
  }
  if (is_dotted_time(in)) {
    take_hour_and_minute(in, 3);
    return true;
  }
  if (half_of_day_at(in, 1) || in.is_word(1, "uhr") || in.is_word(1, "h") || in.is_word(1, "uur")) {
    in.fields.hour = in.number(0);
    in.fields.minute = 0;
    in.at += 1;
    return true;
  }
  return false;
}

bool read_half_of_day(DateReading& in) {
  const std::size_t length = half_of_day_at(in, 0);
  if (length == 0 || !in.fields.hour || in.half_of_day_read || in.fields.offset_minutes)
    return false;
  const bool afternoon = in.peek().word[0] == 'p';
  if (*in.fields.hour > 12 && !afternoon) return false;
  if (*in.fields.hour < 12 && afternoon) *in.fields.hour += 12;
  if (*in.fields.hour == 12 && !afternoon) in.fields.hour = 0;
  in.half_of_day_read = true;
  in.at += length;
  return true;
}

// "+05:30", "-0500", "+9" right before the digits; a dash with blanks around it parts fields.
bool read_offset(DateReading& in) {
  if (!in.fields.hour || in.fields.offset_minutes || !(in.is_mark(0, '+') || in.is_mark(0, '-'))) {
    return false;
  }
  if (!in.is_glued(1)) return false;
  const int sign = in.is_mark(0, '-') ? -1 : 1;
  return take_offset(in, 1, sign);
}

// A "+" that became a blank on its way through a form: "2017-01-19T16:26:00 05:30".
bool read_zone_without_sign(DateReading& in) {
  if (!in.fields.hour || !in.has_whole_date() || in.fields.offset_minutes || in.half_of_day_read) {
    return false;
  }
  if (!in.peek().after_blank) return false;
  if (!in.is_number(0, 4, 4) && !(in.is_number(0, 2, 2) && in.is_mark(1, ':'))) return false;
  return take_offset(in, 0, 1);
}

// "IST", "GMT+9", and after "+0530" also "(IST)", which only repeats it.
bool read_zone(DateReading& in) {
  const auto zone = find_zone(in.peek().word, in.hints.country);
  if (!zone || in.zone_name_read) return false;
  if (!in.fields.hour && !in.has_whole_date()) return false;
  in.zone_name_read = true;
  const bool is_utc = in.is_word(0, "gmt") || in.is_word(0, "utc");
  in.at += 1;
  if (in.fields.offset_minutes || !in.fields.hour) return true;
  if (is_utc && (in.is_mark(0, '+') || in.is_mark(0, '-')) && in.is_number(1, 1, 4) &&
      read_offset(in)) {
    return true;
  }
  in.fields.offset_minutes = zone->offset_minutes;
  in.us_wall_clock = zone->us_wall_clock;
  return true;
}

// In summer New York's clock is one hour ahead of what "ET" and a careless "EST" name.
void apply_wall_clock(DateReading& in) {
  if (!in.us_wall_clock || !in.has_whole_date() || !to_timestamp(in.fields)) return;
  if (us_summer_time(*in.fields.year, *in.fields.month, *in.fields.day, *in.fields.hour)) {
    *in.fields.offset_minutes += 60;
  }
}

}  // namespace backfile
