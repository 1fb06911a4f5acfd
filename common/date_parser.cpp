// SPDX-License-Identifier: GPL-3.0-or-later
#include <date/date.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "common/date.h"
#include "common/date_fields.h"
#include "common/date_names.h"
#include "common/date_tokens.h"
#include "common/date_zones.h"
#include "common/text.h"

namespace backfile {
namespace {

using Kind = DateToken::Kind;

// POSIX: two-digit years from 69 on belong to the 20th century.
int full_year(long long two_digits) {
  return static_cast<int>(two_digits) + (two_digits >= 69 ? 1900 : 2000);
}

// Reads the parts of a date in whatever order they stand. Every read_* either takes tokens and
// returns true, or takes none and returns false.
class DateReader {
 public:
  DateReader(const std::vector<DateToken>& tokens, const DateHints& hints)
      : tokens_(tokens), hints_(hints) {}

  std::optional<Timestamp> read() {
    while (at_ < tokens_.size()) {
      if (!read_part()) return std::nullopt;
    }
    apply_wall_clock();
    return to_timestamp(fields_);
  }

 private:
  const DateToken& peek(std::size_t ahead = 0) const {
    static const DateToken kEnd;
    return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead] : kEnd;
  }
  bool is_number(std::size_t ahead, std::size_t least_digits, std::size_t most_digits) const {
    const DateToken& token = peek(ahead);
    return token.kind == Kind::Number && token.digits >= least_digits &&
           token.digits <= most_digits;
  }
  bool is_mark(std::size_t ahead, char mark) const {
    return peek(ahead).kind == Kind::Mark && peek(ahead).mark == mark;
  }
  bool is_word(std::size_t ahead, std::string_view word) const {
    return peek(ahead).kind == Kind::Word && peek(ahead).word == word;
  }
  bool is_glued(std::size_t ahead) const { return !peek(ahead).after_blank; }
  int number(std::size_t ahead) const { return static_cast<int>(peek(ahead).value); }

  bool follows_number() const { return at_ > 0 && tokens_[at_ - 1].kind == Kind::Number; }

  bool has_no_date() const { return !fields_.year && !fields_.month && !fields_.day; }
  bool has_whole_date() const { return fields_.year && fields_.month && fields_.day; }

  bool read_part() {
    switch (peek().kind) {
      case Kind::Number:
        return read_zone_without_sign() || read_time() || read_long_number() || read_iso_week() ||
               read_ordinal_day() || read_numeric_date() || read_numeric_month() ||
               read_single_number();
      case Kind::Word:
        // After a number "AM" is a half of the day, elsewhere it is German for "on".
        if (half_of_day_at(0) > 0 && follows_number()) return read_half_of_day();
        return read_zone() || read_date_word();
      case Kind::Mark: return read_offset() || read_mark();
      case Kind::End: break;
    }
    return false;
  }

  // "16:26", "4:35:5", "15:01:01.79", "16h26", "16.26 Uhr", "4 PM".
  bool read_time() {
    if (fields_.hour || !is_number(0, 1, 2)) return false;
    if (is_mark(1, ':') && is_number(2, 1, 2)) {
      take_hour_and_minute(3);
      read_seconds();
      return true;
    }
    if ((is_word(1, "h") || is_word(1, "u")) && is_number(2, 2, 2)) {
      take_hour_and_minute(3);
      return true;
    }
    if (is_dotted_time()) {
      take_hour_and_minute(3);
      return true;
    }
    if (half_of_day_at(1) || is_word(1, "uhr") || is_word(1, "h") || is_word(1, "uur")) {
      fields_.hour = number(0);
      fields_.minute = 0;
      at_ += 1;
      return true;
    }
    return false;
  }

  // A full stop parts days as well: a time only after a whole date or before a word that says so.
  bool is_dotted_time() const {
    if (!is_mark(1, '.') || !is_number(2, 2, 2) || !is_glued(1) || !is_glued(2)) return false;
    if (is_mark(3, '.') && is_number(4, 1, 4)) return false;
    return has_whole_date() || is_word(3, "uhr") || is_word(3, "uur") || half_of_day_at(3);
  }

  void take_hour_and_minute(std::size_t tokens) {
    fields_.hour = number(0);
    fields_.minute = number(2);
    at_ += tokens;
  }

  void read_seconds() {
    if (!is_mark(0, ':') || !is_number(1, 1, 2)) return;
    fields_.second = number(1);
    at_ += 2;
    const bool fraction =
        (is_mark(0, '.') || is_mark(0, ',')) && is_glued(0) && is_glued(1) && is_number(1, 1, 18);
    if (fraction) at_ += 2;
  }

  // How many tokens "AM", "p.m.", "p. m." take at `ahead`; 0 if it is none of them.
  std::size_t half_of_day_at(std::size_t ahead) const {
    if (is_word(ahead, "am") || is_word(ahead, "pm")) return 1;
    if (!is_word(ahead, "a") && !is_word(ahead, "p")) return 0;
    const std::size_t next = is_mark(ahead + 1, '.') ? ahead + 2 : ahead + 1;
    if (!is_word(next, "m")) return 0;
    return next - ahead + 1 + (is_mark(next + 1, '.') ? 1 : 0);
  }

  bool read_half_of_day() {
    const std::size_t length = half_of_day_at(0);
    if (length == 0 || !fields_.hour || half_of_day_read_ || fields_.offset_minutes) return false;
    const bool afternoon = peek().word[0] == 'p';
    if (*fields_.hour > 12 && !afternoon) return false;
    if (*fields_.hour < 12 && afternoon) *fields_.hour += 12;
    if (*fields_.hour == 12 && !afternoon) fields_.hour = 0;
    half_of_day_read_ = true;
    at_ += length;
    return true;
  }

  // "20170119", "20170119162600", "201701191626", "2017019", and "T162600" after a date.
  bool read_long_number() {
    const DateToken& token = peek();
    const auto part = [&token](long long divisor, long long modulus) {
      return static_cast<int>(token.value / divisor % modulus);
    };
    if (!fields_.hour && has_whole_date() && after_t_ && (token.digits == 4 || token.digits == 6)) {
      const bool seconds = token.digits == 6;
      fields_.hour = part(seconds ? 10000 : 100, 100);
      fields_.minute = part(seconds ? 100 : 1, 100);
      if (seconds) fields_.second = part(1, 100);
      at_ += 1;
      const bool fraction = is_mark(0, '.') && is_glued(0) && is_number(1, 1, 18) && is_glued(1);
      if (seconds && fraction) at_ += 2;
      return true;
    }
    if (!has_no_date()) return false;
    if (token.digits == 7) return take_ordinal_day(part(1000, 10000), part(1, 1000), 1);
    if (token.digits != 8 && token.digits != 12 && token.digits != 14) return false;
    if (token.digits > 8 && fields_.hour) return false;
    const long long scale = token.digits == 14 ? 1000000 : token.digits == 12 ? 10000 : 1;
    fields_.year = part(scale * 10000, 10000);
    fields_.month = part(scale * 100, 100);
    fields_.day = part(scale, 100);
    if (scale > 1) {
      fields_.hour = part(scale / 100, 100);
      fields_.minute = part(scale / 10000, 100);
    }
    if (token.digits == 14) fields_.second = part(1, 100);
    at_ += 1;
    return true;
  }

  // "2017-W03-4" and "2017W034".
  bool read_iso_week() {
    if (!has_no_date() || !is_number(0, 4, 4)) return false;
    const std::size_t w = is_mark(1, '-') ? 2 : 1;
    if (!is_word(w, "w") || !is_glued(w)) return false;
    if (w == 1) {
      if (!is_number(2, 3, 3) || !is_glued(2)) return false;
      return take_iso_week(number(0), number(2) / 10, number(2) % 10, 3);
    }
    if (!is_number(3, 2, 2) || !is_mark(4, '-') || !is_number(5, 1, 1)) return false;
    return take_iso_week(number(0), number(3), number(5), 6);
  }

  bool take_iso_week(int year, int week, int weekday, std::size_t tokens) {
    if (week < 1 || weekday < 1 || weekday > 7) return false;
    const auto first_monday = [](int of_year) {
      const date::sys_days january_4 = date::year{of_year} / date::January / 4;
      return january_4 - (date::weekday{january_4} - date::Monday);
    };
    const date::sys_days monday = first_monday(year) + date::weeks{week - 1};
    if (monday >= first_monday(year + 1)) return false;
    take_day(date::year_month_day{monday + date::days{weekday - 1}}, tokens);
    return true;
  }

  // "2017-019".
  bool read_ordinal_day() {
    if (!has_no_date() || !is_number(0, 4, 4) || !is_mark(1, '-') || !is_number(2, 3, 3)) {
      return false;
    }
    return take_ordinal_day(number(0), number(2), 3);
  }

  bool take_ordinal_day(int year, int day_of_year, std::size_t tokens) {
    if (day_of_year < 1 || day_of_year > (date::year{year}.is_leap() ? 366 : 365)) return false;
    const date::sys_days first = date::year{year} / date::January / 1;
    take_day(date::year_month_day{first + date::days{day_of_year - 1}}, tokens);
    return true;
  }

  void take_day(const date::year_month_day& day, std::size_t tokens) {
    fields_.year = static_cast<int>(day.year());
    fields_.month = static_cast<int>(static_cast<unsigned>(day.month()));
    fields_.day = static_cast<int>(static_cast<unsigned>(day.day()));
    at_ += tokens;
  }

  // Three numbers and two equal marks: "2017/01/19", "19.01.2017", "1/19/17".
  bool is_numeric_date(std::size_t ahead) const {
    const DateToken& mark = peek(ahead + 1);
    return is_number(ahead, 1, 4) && mark.kind == Kind::Mark &&
           (mark.mark == '-' || mark.mark == '/' || mark.mark == '.') &&
           is_number(ahead + 2, 1, 2) && is_mark(ahead + 3, mark.mark) &&
           is_number(ahead + 4, 1, 4);
  }

  bool read_numeric_date() {
    if (!has_no_date() || !is_numeric_date(0)) return false;
    if (peek(0).digits == 4 && peek(4).digits <= 2) {
      fields_.year = number(0);
      fields_.month = number(2);
      fields_.day = number(4);
    } else {
      if (peek(0).digits > 2 || (peek(4).digits != 2 && peek(4).digits != 4)) return false;
      fields_.year = peek(4).digits == 4 ? number(4) : full_year(number(4));
      set_day_and_month(number(0), number(2), is_mark(1, '.') || hints_.day_first);
    }
    at_ += 5;
    return true;
  }

  void set_day_and_month(int first, int second, bool day_first) {
    if (first > 12) day_first = true;
    if (second > 12) day_first = false;
    fields_.day = day_first ? first : second;
    fields_.month = day_first ? second : first;
  }

  // "2017-01", "2017/01", "01/2017".
  bool read_numeric_month() {
    if (!has_no_date() || !(is_mark(1, '-') || is_mark(1, '/') || is_mark(1, '.'))) return false;
    if (is_number(0, 4, 4) && is_number(2, 2, 2)) {
      fields_.year = number(0);
      fields_.month = number(2);
    } else if (is_number(0, 1, 2) && is_number(2, 4, 4)) {
      fields_.month = number(0);
      fields_.year = number(2);
    } else {
      return false;
    }
    at_ += 3;
    return true;
  }

  bool read_single_number() {
    const DateToken& token = peek();
    if (token.digits == 4 && !fields_.year) {
      fields_.year = number(0);
    } else if (token.digits <= 2 && !fields_.day) {
      fields_.day = number(0);
    } else if (token.digits == 2 && fields_.month && !fields_.year) {
      fields_.year = full_year(token.value);
    } else {
      return false;
    }
    at_ += 1;
    return true;
  }

  // "+05:30", "-0500", "+9" right before the digits; a dash with blanks around it parts fields.
  bool read_offset() {
    if (!fields_.hour || fields_.offset_minutes || !(is_mark(0, '+') || is_mark(0, '-'))) {
      return false;
    }
    if (!is_glued(1)) return false;
    const int sign = is_mark(0, '-') ? -1 : 1;
    return take_offset(1, sign);
  }

  // A "+" that became a blank on its way through a form: "2017-01-19T16:26:00 05:30".
  bool read_zone_without_sign() {
    if (!fields_.hour || !has_whole_date() || fields_.offset_minutes || half_of_day_read_) {
      return false;
    }
    if (!peek().after_blank) return false;
    if (!is_number(0, 4, 4) && !(is_number(0, 2, 2) && is_mark(1, ':'))) return false;
    return take_offset(0, 1);
  }

  bool take_offset(std::size_t ahead, int sign) {
    const int value = number(ahead);
    if (is_number(ahead, 1, 2) && is_mark(ahead + 1, ':') && is_number(ahead + 2, 2, 2)) {
      return set_offset(value, number(ahead + 2), sign, ahead + 3);
    }
    if (is_number(ahead, 1, 2)) return set_offset(value, 0, sign, ahead + 1);
    if (is_number(ahead, 3, 4)) return set_offset(value / 100, value % 100, sign, ahead + 1);
    return false;
  }

  bool set_offset(int hours, int minutes, int sign, std::size_t tokens) {
    if (hours > 14 || minutes > 59) return false;
    fields_.offset_minutes = sign * (hours * 60 + minutes);
    at_ += tokens;
    return true;
  }

  // "IST", "GMT+9", and after "+0530" also "(IST)", which only repeats it.
  bool read_zone() {
    const auto zone = find_zone(peek().word, hints_.country);
    if (!zone || zone_name_read_) return false;
    if (!fields_.hour && !has_whole_date()) return false;
    zone_name_read_ = true;
    const bool is_utc = is_word(0, "gmt") || is_word(0, "utc");
    at_ += 1;
    if (fields_.offset_minutes || !fields_.hour) return true;
    if (is_utc && (is_mark(0, '+') || is_mark(0, '-')) && is_number(1, 1, 4) && read_offset()) {
      return true;
    }
    fields_.offset_minutes = zone->offset_minutes;
    us_wall_clock_ = zone->us_wall_clock;
    return true;
  }

  bool read_date_word() {
    const DateWord meaning = date_word(peek().word);
    if (meaning.month != 0 && !fields_.month && !(meaning.weekday && has_month_later())) {
      fields_.month = meaning.month;
    } else if (meaning.weekday) {
      if (++weekdays_read_ > 2) return false;  // "segunda-feira" are two words.
    } else if (is_word(0, "t") && has_whole_date() && !fields_.hour &&
               peek(1).kind == Kind::Number) {
      after_t_ = true;
    } else if (!meaning.filler) {
      return false;
    }
    at_ += 1;
    return true;
  }

  bool has_month_later() const {
    for (std::size_t ahead = 1; at_ + ahead < tokens_.size(); ++ahead) {
      if (peek(ahead).kind == Kind::Word && date_word(peek(ahead).word).month != 0) return true;
      if (is_numeric_date(ahead)) return true;
    }
    return false;
  }

  bool read_mark() {
    constexpr std::string_view kMarks = ",|-./();'";
    if (kMarks.find(peek().mark) == std::string_view::npos) return false;
    at_ += 1;
    return true;
  }

  // In summer New York's clock is one hour ahead of what "ET" and a careless "EST" name.
  void apply_wall_clock() {
    if (!us_wall_clock_ || !has_whole_date() || !to_timestamp(fields_)) return;
    if (us_summer_time(*fields_.year, *fields_.month, *fields_.day, *fields_.hour)) {
      *fields_.offset_minutes += 60;
    }
  }

  const std::vector<DateToken>& tokens_;
  const DateHints& hints_;
  std::size_t at_ = 0;
  DateFields fields_;
  bool after_t_ = false;
  bool half_of_day_read_ = false;
  bool zone_name_read_ = false;
  bool us_wall_clock_ = false;
  int weekdays_read_ = 0;
};

// Seconds (10 digits), milliseconds (13) or microseconds (16) since 1970, perhaps with a fraction.
std::optional<Timestamp> parse_epoch(std::string_view text) {
  const std::string_view whole = text.substr(0, text.find('.'));
  const std::string_view fraction = text.substr(std::min(text.size(), whole.size() + 1));
  const auto is_digits = [](std::string_view part) {
    return part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  if (!is_digits(whole) || !is_digits(fraction)) return std::nullopt;
  if (whole.size() != 10 && whole.size() != 13 && whole.size() != 16) return std::nullopt;
  std::int64_t seconds = 0;
  for (const char c : whole.substr(0, 10)) seconds = seconds * 10 + (c - '0');
  return Timestamp{seconds, DatePrecision::Second, std::int16_t{0}};
}

// Java writes the place after the offset: "2017-01-19T16:26+05:30[Asia/Kolkata]".
std::string_view without_place(std::string_view text) {
  if (!text.ends_with(']')) return text;
  const std::size_t open = text.rfind('[');
  return open == std::string_view::npos ? text : text.substr(0, open);
}

}  // namespace

std::optional<Timestamp> parse_date(std::string_view text, const DateHints& hints) {
  text = without_place(trim(text));
  if (const auto when = parse_epoch(text)) return when;
  if (const auto when = parse_iso_date(text)) return when;
  const auto tokens = date_tokens(text);
  if (!tokens) return std::nullopt;
  return DateReader(*tokens, hints).read();
}

}  // namespace backfile
