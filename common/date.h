// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace backfile {

// How much of a date is known. The order is from coarse to fine and is stored: append only.
enum class DatePrecision : std::uint8_t { Year, Month, Day, Minute, Second };

// Its name in records and answers: "year" to "second".
std::string_view to_string(DatePrecision precision);

// A point in time as an article states it: never more exact than the source.
struct Timestamp {
  // Seconds since 1970-01-01T00:00:00Z, negative before. With precision Day or coarser: the first
  // second, in UTC, of the day, month or year named.
  std::int64_t seconds = 0;
  DatePrecision precision = DatePrecision::Second;
  // Minutes east of UTC of the zone as written; absent when none was written (read as UTC) and
  // with precision Day or coarser.
  std::optional<std::int16_t> offset_minutes;

  friend bool operator==(const Timestamp&, const Timestamp&) = default;
};

// The years that an archive may hold. Newspapers begin in the 17th century.
inline constexpr int kFirstYear = 1600;
inline constexpr int kLastYear = 2999;

// "2017", "2017-01", "2017-01-19", "2017-01-19T16:26:00+05:30", "2017-01-19T16:26:00Z": in the
// written zone, and without one when none was written. Minute precision prints seconds as ":00",
// because readers of ISO 8601 expect them; so parse_iso_date is the inverse but for Minute, which
// comes back as Second.
std::string to_iso(const Timestamp& when);
// Always in UTC: "2017-01-19T10:56:00Z", whatever the precision.
std::string to_iso_utc(std::int64_t seconds);

// ISO 8601 calendar dates, strictly: YYYY, YYYY-MM, YYYY-MM-DD, and these with T or one blank,
// HH:MM[:SS[.fraction]] and, if any, Z, +HH, +HHMM or +HH:MM. Nothing for a day that does not exist
// or a year outside kFirstYear..kLastYear.
std::optional<Timestamp> parse_iso_date(std::string_view text);

// What is known of a text with a date in it and decides its ambiguities.
struct DateHints {
  bool day_first = true;  // 03/04/2017 is 3 April; false: 4 March.
  // ISO 3166 country of the publisher in lower case ("in", "us"), or empty. It decides what IST,
  // BST, CST and the like mean.
  std::string_view country;
};

// A date in one of the forms that pages, feeds and data sets use, alone in `text` but for blanks
// and a leading weekday or label-free punctuation: ISO 8601 with its basic form, RFC 822, epoch
// seconds and milliseconds, "Jan 19 2017 | 4:32 PM IST", "19 January 2017, 16:26", "26-FEB-1987
// 15:01:01.79", "19.01.2017", month names in twenty languages, named zones, years
// of the Buddhist era in Thai or of a Thai publisher. Nothing when the text is
// not one date, the day does not exist, or the year is outside kFirstYear..kLastYear.
std::optional<Timestamp> parse_date(std::string_view text, const DateHints& hints = {});

// The first second after the day, month, year, minute or second that `when` names.
std::int64_t end_of(const Timestamp& when);

}  // namespace backfile
