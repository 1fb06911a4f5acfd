// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/date_calendar.h"

#include <date/date.h>

#include "common/date_names.h"

namespace backfile {
namespace {

// POSIX: two-digit years from 69 on belong to the 20th century.
int full_year(long long two_digits) {
  return static_cast<int>(two_digits) + (two_digits >= 69 ? 1900 : 2000);
}

void take_day(DateReading& in, const date::year_month_day& day, std::size_t tokens) {
  in.fields.year = static_cast<int>(day.year());
  in.fields.month = static_cast<int>(static_cast<unsigned>(day.month()));
  in.fields.day = static_cast<int>(static_cast<unsigned>(day.day()));
  in.at += tokens;
}

bool take_ordinal_day(DateReading& in, int year, int day_of_year, std::size_t tokens) {
  if (day_of_year < 1 || day_of_year > (date::year{year}.is_leap() ? 366 : 365)) return false;
  const date::sys_days first = date::year{year} / date::January / 1;
  take_day(in, date::year_month_day{first + date::days{day_of_year - 1}}, tokens);
  return true;
}

// "20170119", "20170119162600", "201701191626", "2017019".
bool read_long_number(DateReading& in) {
  const DateToken& token = in.peek();
  const auto part = [&token](long long divisor, long long modulus) {
    return static_cast<int>(token.value / divisor % modulus);
  };
  if (!in.has_no_date()) return false;
  if (token.digits == 7) return take_ordinal_day(in, part(1000, 10000), part(1, 1000), 1);
  if (token.digits != 8 && token.digits != 12 && token.digits != 14) return false;
  if (token.digits > 8 && in.fields.hour) return false;
  const long long scale = token.digits == 14 ? 1000000 : token.digits == 12 ? 10000 : 1;
  in.fields.year = part(scale * 10000, 10000);
  in.fields.month = part(scale * 100, 100);
  in.fields.day = part(scale, 100);
  if (scale > 1) {
    in.fields.hour = part(scale / 100, 100);
    in.fields.minute = part(scale / 10000, 100);
  }
  if (token.digits == 14) in.fields.second = part(1, 100);
  in.at += 1;
  return true;
}

bool take_iso_week(DateReading& in, int year, int week, int weekday, std::size_t tokens) {
  if (week < 1 || weekday < 1 || weekday > 7) return false;
  const auto first_monday = [](int of_year) {
    const date::sys_days january_4 = date::year{of_year} / date::January / 4;
    return january_4 - (date::weekday{january_4} - date::Monday);
  };
  const date::sys_days monday = first_monday(year) + date::weeks{week - 1};
  if (monday >= first_monday(year + 1)) return false;
  take_day(in, date::year_month_day{monday + date::days{weekday - 1}}, tokens);
  return true;
}

// "2017-W03-4" and "2017W034".
bool read_iso_week(DateReading& in) {
  if (!in.has_no_date() || !in.is_number(0, 4, 4)) return false;
  const std::size_t w = in.is_mark(1, '-') ? 2 : 1;
  if (!in.is_word(w, "w") || !in.is_glued(w)) return false;
  if (w == 1) {
    if (!in.is_number(2, 3, 3) || !in.is_glued(2)) return false;
    return take_iso_week(in, in.number(0), in.number(2) / 10, in.number(2) % 10, 3);
  }
  if (!in.is_number(3, 2, 2) || !in.is_mark(4, '-') || !in.is_number(5, 1, 1)) return false;
  return take_iso_week(in, in.number(0), in.number(3), in.number(5), 6);
}

// "2017-019".
bool read_ordinal_day(DateReading& in) {
  if (!in.has_no_date() || !in.is_number(0, 4, 4) || !in.is_mark(1, '-') ||
      !in.is_number(2, 3, 3)) {
    return false;
  }
  return take_ordinal_day(in, in.number(0), in.number(2), 3);
}

void set_day_and_month(DateReading& in, int first, int second, bool day_first) {
  if (first > 12) day_first = true;
  if (second > 12) day_first = false;
  in.fields.day = day_first ? first : second;
  in.fields.month = day_first ? second : first;
}

// Three numbers and two equal marks: "2017/01/19", "19.01.2017", "1/19/17".
bool is_numeric_date(const DateReading& in, std::size_t ahead) {
  const DateToken& mark = in.peek(ahead + 1);
  return in.is_number(ahead, 1, 4) && mark.kind == DateToken::Kind::Mark &&
         (mark.mark == '-' || mark.mark == '/' || mark.mark == '.') &&
         in.is_number(ahead + 2, 1, 2) && in.is_mark(ahead + 3, mark.mark) &&
         in.is_number(ahead + 4, 1, 4);
}

bool read_numeric_date(DateReading& in) {
  if (!in.has_no_date() || !is_numeric_date(in, 0)) return false;
  if (in.peek(0).digits == 4 && in.peek(4).digits <= 2) {
    in.fields.year = in.number(0);
    in.fields.month = in.number(2);
    in.fields.day = in.number(4);
  } else {
    if (in.peek(0).digits > 2 || (in.peek(4).digits != 2 && in.peek(4).digits != 4)) return false;
    in.fields.year = in.peek(4).digits == 4 ? in.number(4) : full_year(in.number(4));
    set_day_and_month(in, in.number(0), in.number(2), in.is_mark(1, '.') || in.hints.day_first);
  }
  in.at += 5;
  return true;
}

// "2017-01", "2017/01", "01/2017".
bool read_numeric_month(DateReading& in) {
  if (!in.has_no_date() || !(in.is_mark(1, '-') || in.is_mark(1, '/') || in.is_mark(1, '.')))
    return false;
  if (in.is_number(0, 4, 4) && in.is_number(2, 2, 2)) {
    in.fields.year = in.number(0);
    in.fields.month = in.number(2);
  } else if (in.is_number(0, 1, 2) && in.is_number(2, 4, 4)) {
    in.fields.month = in.number(0);
    in.fields.year = in.number(2);
  } else {
    return false;
  }
  in.at += 3;
  return true;
}

bool read_single_number(DateReading& in) {
  const DateToken& token = in.peek();
  if (token.digits == 4 && !in.fields.year) {
    in.fields.year = in.number(0);
  } else if (token.digits <= 2 && !in.fields.day) {
    in.fields.day = in.number(0);
  } else if (token.digits == 2 && in.fields.month && !in.fields.year) {
    in.fields.year = full_year(token.value);
  } else {
    return false;
  }
  in.at += 1;
  return true;
}

bool has_month_later(const DateReading& in) {
  for (std::size_t ahead = 1; in.at + ahead < in.tokens.size(); ++ahead) {
    if (in.peek(ahead).kind == DateToken::Kind::Word && date_word(in.peek(ahead).word).month != 0)
      return true;
    if (is_numeric_date(in, ahead)) return true;
  }
  return false;
}

}  // namespace

bool read_calendar_number(DateReading& in) {
  return read_long_number(in) || read_iso_week(in) || read_ordinal_day(in) ||
         read_numeric_date(in) || read_numeric_month(in) || read_single_number(in);
}

bool read_date_word(DateReading& in) {
  const DateWord meaning = date_word(in.peek().word);
  if (meaning.month != 0 && !in.fields.month && !(meaning.weekday && has_month_later(in))) {
    in.fields.month = meaning.month;
  } else if (meaning.weekday) {
    if (++in.weekdays_read > 2) return false;  // "segunda-feira" are two words.
  } else if (in.is_word(0, "t") && in.has_whole_date() && !in.fields.hour &&
             in.peek(1).kind == DateToken::Kind::Number) {
    in.after_t = true;
  } else if (!meaning.filler) {
    return false;
  }
  in.at += 1;
  return true;
}

}  // namespace backfile
