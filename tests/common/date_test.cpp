// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/date.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "common/date_relative.h"

namespace backfile {
namespace {

std::string read(std::string_view text, const DateHints& hints = {}) {
  const auto when = parse_date(text, hints);
  return when ? to_iso(*when) : "nothing";
}

struct Case {
  std::string_view text;
  std::string_view iso;
};

TEST_CASE("parse_date reads every spelling of a date to the same point in time") {
  constexpr Case kCases[] = {
      // ISO 8601.
      {"2017", "2017"},
      {"2017-01", "2017-01"},
      {"2017-01-19", "2017-01-19"},
      {"2017-01-19T16:26:05+05:30", "2017-01-19T16:26:05+05:30"},
      {"2017-01-19T16:26+05:30", "2017-01-19T16:26:00+05:30"},
      {"2017-01-19T16:26:05+0530", "2017-01-19T16:26:05+05:30"},
      {"2017-01-19T16:26:05+05", "2017-01-19T16:26:05+05:00"},
      {"2017-01-19T16:26:05-03:30", "2017-01-19T16:26:05-03:30"},
      {"2017-01-19T10:56:05Z", "2017-01-19T10:56:05Z"},
      {"2017-01-19t10:56:05z", "2017-01-19T10:56:05Z"},
      {"2017-01-19T10:56:05.123Z", "2017-01-19T10:56:05Z"},
      {"2017-01-19T10:56:05,123456Z", "2017-01-19T10:56:05Z"},
      {"2017-01-19 10:56:05", "2017-01-19T10:56:05"},
      {"2017-01-19 10:56:05.000000", "2017-01-19T10:56:05"},
      {"2017-01-19 10:56:05 UTC", "2017-01-19T10:56:05Z"},
      {"2017-01-19 10:56:05 +0000 UTC", "2017-01-19T10:56:05Z"},
      {"2017-01-19T16:26:05 05:30", "2017-01-19T16:26:05+05:30"},
      {"2017-01-19T16:26:05 0530", "2017-01-19T16:26:05+05:30"},
      {"2017-01-19T16:26:05 +05:30", "2017-01-19T16:26:05+05:30"},
      {"2017-01-19T16:26:05+05:30[Asia/Kolkata]", "2017-01-19T16:26:05+05:30"},
      {"2017-01-19T24:00:00Z", "2017-01-20T00:00:00Z"},
      {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"},
      {"2017-01-19T16:26\u221203:00", "2017-01-19T16:26:00-03:00"},
      {"20170119", "2017-01-19"},
      {"20170119T110200Z", "2017-01-19T11:02:00Z"},
      {"20170119T110200.5Z", "2017-01-19T11:02:00Z"},
      {"20170119T110200+0530", "2017-01-19T11:02:00+05:30"},
      {"20170119T1102", "2017-01-19T11:02:00"},
      {"20170119110203", "2017-01-19T11:02:03"},
      {"201701191102", "2017-01-19T11:02:00"},
      {"2017-W03-4", "2017-01-19"},
      {"2017W034", "2017-01-19"},
      {"2015-W53-5", "2016-01-01"},
      {"2017-W01-1T08:30Z", "2017-01-02T08:30:00Z"},
      {"2017-019", "2017-01-19"},
      {"2016-366", "2016-12-31"},
      {"2017019", "2017-01-19"},
      {"2017-01-19Z", "2017-01-19"},
      {"2017-1-9", "2017-01-09"},
      // Seconds and fractions of them since 1970.
      {"1484823360", "2017-01-19T10:56:00Z"},
      {"1484823360.25", "2017-01-19T10:56:00Z"},
      {"1484823360999", "2017-01-19T10:56:00Z"},
      {"1484823360999999", "2017-01-19T10:56:00Z"},
      // RFC 822 and its relations.
      {"Thu, 19 Jan 2017 16:26:05 +0530", "2017-01-19T16:26:05+05:30"},
      {"Thu, 19 Jan 2017 16:26:05 0530", "2017-01-19T16:26:05+05:30"},
      {"19 Jan 17 16:26 GMT", "2017-01-19T16:26:00Z"},
      {"Thu, 19 Jan 2017 16:26:05 EST", "2017-01-19T16:26:05-05:00"},
      {"Thu, 19 Jan 2017 16:26:05 +0000 (GMT)", "2017-01-19T16:26:05Z"},
      {"Thu, 19 Jan 2017 16:26:05 -0500 (EST)", "2017-01-19T16:26:05-05:00"},
      {"Thu,28 Jul 2022 4:35:5 GMT+9", "2022-07-28T04:35:05+09:00"},
      {"28 Jul 2022 4:35 GMT -3", "2022-07-28T04:35:00-03:00"},
      {"28 Jul 2022 4:35 UTC+05:30", "2022-07-28T04:35:00+05:30"},
      {"Thursday, 19-Jan-17 16:26:05 GMT", "2017-01-19T16:26:05Z"},
      {"Thu Jan 19 16:26:05 2017", "2017-01-19T16:26:05"},
      {"Thu Jan 19 16:26:05 IST 2017", "2017-01-19T16:26:05+05:30"},
      {"Thu Jan 19 16:26:05 +0530 2017", "2017-01-19T16:26:05+05:30"},
      // Pages.
      {"Jan 19 2017 | 4:32 PM IST", "2017-01-19T16:32:00+05:30"},
      {"January 19, 2017 at 4:32 p.m. ET", "2017-01-19T16:32:00-05:00"},
      {"July 19, 2017 at 4:32 p.m. ET", "2017-07-19T16:32:00-04:00"},
      {"Jan. 19, 2017, 4:32 a.m.", "2017-01-19T04:32:00"},
      {"Jan. 19, 2017 4 PM PST", "2017-01-19T16:00:00-08:00"},
      {"January 19, 2017 12:05 AM", "2017-01-19T00:05:00"},
      {"January 19, 2017 12:05 PM", "2017-01-19T12:05:00"},
      {"4:32 PM, January 19, 2017", "2017-01-19T16:32:00"},
      {"16:32 IST, 19 January 2017", "2017-01-19T16:32:00+05:30"},
      {"16:32 - 19 January 2017", "2017-01-19T16:32:00"},
      {"19 January 2017, 16:26", "2017-01-19T16:26:00"},
      {"19th January 2017", "2017-01-19"},
      {"the 1st of February, 2017", "2017-02-01"},
      {"January 2nd, 2017", "2017-01-02"},
      {"26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01"},
      {"19.01.2017 16:26 Uhr", "2017-01-19T16:26:00"},
      {"19.01.2017 16.26", "2017-01-19T16:26:00"},
      {"19. 1. 2017", "2017-01-19"},
      {"2017/01/19", "2017-01-19"},
      {"2017/01/19 16:26:05", "2017-01-19T16:26:05"},
      {"2017.01.19", "2017-01-19"},
      {"19/01/2017", "2017-01-19"},
      {"01/19/2017", "2017-01-19"},
      {"03/04/2017", "2017-04-03"},
      {"19/1/17", "2017-01-19"},
      {"19/1/69", "1969-01-19"},
      {"19/1/68", "2068-01-19"},
      {"19 Jan '17", "2017-01-19"},
      {"2017-Jan-19", "2017-01-19"},
      {"19Jan2017", "2017-01-19"},
      {"January 2017", "2017-01"},
      {"Jan. 2017", "2017-01"},
      {"01/2017", "2017-01"},
      {"19 May 2017 24:00", "2017-05-20T00:00:00"},
      {"  19\u00A0January\u00A02017 \u2013 16:26  ", "2017-01-19T16:26:00"},
      {"1 January 1600", "1600-01-01"},
      {"31 December 2999", "2999-12-31"},
      {"29 February 2016", "2016-02-29"},
      {"(19 January 2017)", "2017-01-19"},
      // Other languages.
      {"Donnerstag, 19. Januar 2017, 16:26 Uhr", "2017-01-19T16:26:00"},
      {"Do., 19. M\u00E4rz 2020 um 16.26 Uhr", "2020-03-19T16:26:00"},
      {"19. J\u00E4nner 2017", "2017-01-19"},
      {"19.01.2017 16 Uhr MEZ", "2017-01-19T16:00:00+01:00"},
      {"jeudi 19 janvier 2017 \u00E0 16h26", "2017-01-19T16:26:00"},
      {"1er f\u00E9vr. 2017", "2017-02-01"},
      {"mar. 15 ao\u00FBt 2017 \u00E0 16 h 05", "2017-08-15T16:05:00"},
      {"mar. 15/08/2017", "2017-08-15"},
      {"mardi 7 mars 2017", "2017-03-07"},
      {"jueves, 19 de enero de 2017, a las 16:26", "2017-01-19T16:26:00"},
      {"s\u00E1bado, 2 de septiembre de 2017 4:32 p. m.", "2017-09-02T16:32:00"},
      {"gioved\u00EC 19 gennaio 2017 alle ore 16:26", "2017-01-19T16:26:00"},
      {"1\u00B0 maggio 2017", "2017-05-01"},
      {"quinta-feira, 19 de janeiro de 2017 \u00E0s 16h26", "2017-01-19T16:26:00"},
      {"ter\u00E7a-feira, 7 de mar\u00E7o de 2017", "2017-03-07"},
      {"1\u00BA de maio de 2017", "2017-05-01"},
      {"donderdag 19 januari 2017 om 16:26 uur", "2017-01-19T16:26:00"},
      {"19 mrt 2017, 16.26 uur", "2017-03-19T16:26:00"},
      {"czwartek, 19 stycznia 2017 r., godz. 16:26", "2017-01-19T16:26:00"},
      {"5 pa\u017Adziernika 2017", "2017-10-05"},
      {"19 января 2017 г. в 16:26 МСК", "2017-01-19T16:26:00+03:00"},
      {"9 мая 2017", "2017-05-09"},
      {"Май 2017", "2017-05"},
      {"torsdag 19 januari 2017 kl 16.26", "2017-01-19T16:26:00"},
      {"l\u00F8rdag 6. mai 2017 kl. 16:26", "2017-05-06T16:26:00"},
      {"2017\u5E741\u670819\u65E5 16:26", "2017-01-19T16:26:00"},
      {"2017년 1월 19일 16:26", "2017-01-19T16:26:00"},
      {"19 Ocak 2017, 16:26", "2017-01-19T16:26:00"},
      {"19 Ağustos 2017", "2017-08-19"},
      {"19. března 2017", "2017-03-19"},
      {"19 ianuarie 2017", "2017-01-19"},
      {"2017. január 19.", "2017-01-19"},
      {"19. tammikuuta 2017", "2017-01-19"},
      {"19 січня 2017", "2017-01-19"},
      {"19 Ιανουαρίου 2017", "2017-01-19"},
      {"19 Agustus 2017", "2017-08-19"},
      {"19 जनवरी 2017", "2017-01-19"},
      {"19 يناير 2017", "2017-01-19"},
      {"19 มกราคม 2560", "2017-01-19"},
      {"วันพฤหัสบดีที่ 19 มกราคม พ.ศ. 2560 เวลา 16:26 น.", "2017-01-19T16:26:00"},
      {"29 กุมภาพันธ์ 2559", "2016-02-29"},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.text);
    CHECK(read(row.text) == row.iso);
  }
}

TEST_CASE("parse_date refuses what is not one date that exists") {
  constexpr std::string_view kCases[] = {
      "",
      " ",
      "today",
      "January",
      "Jan 19",
      "19 January",
      "16:26",
      "Thursday",
      "2 days ago",
      "31 February 2017",
      "29 February 2017",
      "2017-02-29",
      "2017-13-01",
      "2017-00-10",
      "31/04/2017",
      "13/13/2017",
      "2017-366",
      "2017-000",
      "2017-W54-1",
      "2017-W53-1",
      "2017-W03-8",
      "2017-W03",
      "1599-12-31",
      "31 December 1599",
      "3000-01-01",
      "0001-01-01T00:00:00Z",
      "1599",
      "2017-01-19T25:00:00Z",
      "2017-01-19T24:01:00Z",
      "2017-01-19T16:60:00Z",
      "2017-01-19T16:26:61Z",
      "2017-01-19T16:26:05+15:00",
      "2017-01-19T16:26:05+05:60",
      "2017-01-19T",
      "January 19, 2017 16:32 AM",
      "January 19, 2017 PM",
      "19 January 2017 by Ada Finch",
      "19 January 2017 16:26 16:27",
      "19 January 2017 20 January 2017",
      "19 January 2017 IST PST 16:26",
      "1/2/3/4",
      "1/2",
      "2017-2018",
      "12 2017",
      "3 4 2017",
      "123456",
      "12345",
      "99999999999999999999",
      "1e9",
      "Page 19 of 2017",
      "\xFF\xFE 2017",
      "17 million in 2017",
  };
  for (const std::string_view text : kCases) {
    CAPTURE(text);
    CHECK(read(text) == "nothing");
  }
}

TEST_CASE("parse_date refuses a text too long to be a date") {
  CHECK(read("19 January 2017" + std::string(100000, ',')) == "nothing");
}

TEST_CASE("the order of day and month follows the hint unless a number exceeds 12") {
  const DateHints month_first{.day_first = false, .country = {}};
  CHECK(read("03/04/2017", month_first) == "2017-03-04");
  CHECK(read("3-4-17", month_first) == "2017-03-04");
  CHECK(read("19/01/2017", month_first) == "2017-01-19");
  CHECK(read("03.04.2017", month_first) == "2017-04-03");
  CHECK(read("2017/03/04", month_first) == "2017-03-04");
}

TEST_CASE("the publisher's country decides what an ambiguous zone means") {
  struct ZoneCase {
    std::string_view zone;
    std::string_view country;
    std::string_view offset;
  };
  constexpr ZoneCase kCases[] = {
      {"IST", "", "+05:30"},   {"IST", "in", "+05:30"}, {"IST", "ie", "+01:00"},
      {"IST", "il", "+02:00"}, {"BST", "", "+01:00"},   {"BST", "gb", "+01:00"},
      {"BST", "bd", "+06:00"}, {"CST", "", "-06:00"},   {"CST", "us", "-06:00"},
      {"CST", "cn", "+08:00"}, {"EST", "au", "+10:00"}, {"PST", "ph", "+08:00"},
      {"CET", "", "+01:00"},   {"CEST", "", "+02:00"},  {"MSK", "", "+03:00"},
      {"JST", "", "+09:00"},   {"KST", "", "+09:00"},   {"SGT", "", "+08:00"},
      {"HKT", "", "+08:00"},   {"AEST", "", "+10:00"},  {"AEDT", "", "+11:00"},
      {"NZST", "", "+12:00"},  {"NZDT", "", "+13:00"},  {"SAST", "", "+02:00"},
      {"EAT", "", "+03:00"},   {"WAT", "", "+01:00"},   {"PKT", "", "+05:00"},
      {"PHT", "", "+08:00"},   {"GST", "", "+04:00"},   {"NPT", "", "+05:45"},
      {"Z", "", "Z"},          {"GMT", "", "Z"},        {"MST", "", "-07:00"},
      {"NST", "", "-03:30"},
  };
  for (const ZoneCase& row : kCases) {
    CAPTURE(row.zone);
    CAPTURE(row.country);
    const DateHints hints{.day_first = true, .country = row.country};
    CHECK(read("19 Jan 2017 16:26 " + std::string(row.zone), hints) ==
          "2017-01-19T16:26:00" + std::string(row.offset));
  }
}

TEST_CASE("American zones follow the clock of the place and the rule of the year") {
  constexpr Case kCases[] = {
      {"1 Jul 2017 12:00 EST", "2017-07-01T12:00:00-04:00"},
      {"1 Jul 2017 12:00 EDT", "2017-07-01T12:00:00-04:00"},
      {"1 Jul 2017 12:00 CT", "2017-07-01T12:00:00-05:00"},
      {"1 Jul 2017 12:00 MT", "2017-07-01T12:00:00-06:00"},
      {"1 Jul 2017 12:00 PT", "2017-07-01T12:00:00-07:00"},
      {"12 Mar 2017 01:59 ET", "2017-03-12T01:59:00-05:00"},
      {"12 Mar 2017 03:00 ET", "2017-03-12T03:00:00-04:00"},
      {"11 Mar 2017 23:00 ET", "2017-03-11T23:00:00-05:00"},
      {"4 Nov 2017 23:00 ET", "2017-11-04T23:00:00-04:00"},
      {"5 Nov 2017 03:00 ET", "2017-11-05T03:00:00-05:00"},
      {"1 Apr 2006 12:00 ET", "2006-04-01T12:00:00-05:00"},
      {"2 Apr 2006 12:00 ET", "2006-04-02T12:00:00-04:00"},
      {"29 Oct 2006 12:00 ET", "2006-10-29T12:00:00-05:00"},
      {"20 Apr 1986 12:00 ET", "1986-04-20T12:00:00-05:00"},
      {"27 Apr 1986 12:00 ET", "1986-04-27T12:00:00-04:00"},
      {"6 Jan 1974 12:00 ET", "1974-01-06T12:00:00-04:00"},
      {"1 Jul 1950 12:00 ET", "1950-07-01T12:00:00-05:00"},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.text);
    CHECK(read(row.text) == row.iso);
  }
}

TEST_CASE("precision and zone are those that the text has") {
  const auto day = parse_date("19 January 2017");
  REQUIRE(day);
  CHECK(day->precision == DatePrecision::Day);
  CHECK(day->seconds == 1484784000);
  CHECK_FALSE(day->offset_minutes);

  const auto minute = parse_date("Jan 19 2017 | 4:26 PM IST");
  REQUIRE(minute);
  CHECK(minute->precision == DatePrecision::Minute);
  CHECK(minute->seconds == 1484823360);
  CHECK(minute->offset_minutes == 330);

  const auto without_zone = parse_date("2017-01-19 10:56:00");
  REQUIRE(without_zone);
  CHECK(without_zone->precision == DatePrecision::Second);
  CHECK(without_zone->seconds == 1484823360);
  CHECK_FALSE(without_zone->offset_minutes);

  CHECK(parse_date("2017")->precision == DatePrecision::Year);
  CHECK(parse_date("May 2017")->precision == DatePrecision::Month);
  CHECK(parse_date("1484823360000")->precision == DatePrecision::Second);
}

TEST_CASE("years of the Buddhist era are those of Thai texts and Thai publishers only") {
  const DateHints thai{.day_first = true, .country = "th"};
  CHECK(read("19/01/2560", thai) == "2017-01-19");
  CHECK(read("2560-01-19T16:26:05+07:00", thai) == "2017-01-19T16:26:05+07:00");
  CHECK(read("2017-01-19", thai) == "2017-01-19");
  CHECK(read("19/01/2560") == "2560-01-19");
}

TEST_CASE("dates that need the moment of capture are read with it, in nine languages") {
  constexpr std::int64_t kCaptured = 1484823360;  // Thursday, 19 January 2017, 10:56 UTC.
  constexpr Case kCases[] = {
      {"2 hours ago", "2017-01-19"},
      {"11 hours ago", "2017-01-18"},
      {"5 minutes ago", "2017-01-19T10:51:00Z"},
      {"an hour ago", "2017-01-19"},
      {"about a day ago", "2017-01-18"},
      {"3 weeks ago", "2016-12"},
      {"2 years ago", "2015"},
      {"vor 3 Tagen", "2017-01-16"},
      {"vor einer Stunde", "2017-01-19"},
      {"il y a 3 jours", "2017-01-16"},
      {"il y a une heure", "2017-01-19"},
      {"hace 3 días", "2017-01-16"},
      {"3 giorni fa", "2017-01-16"},
      {"há 3 dias", "2017-01-16"},
      {"3 dagen geleden", "2017-01-16"},
      {"3 dni temu", "2017-01-16"},
      {"3 дня назад", "2017-01-16"},
      {"för 3 dagar sedan", "2017-01-16"},
      {"yesterday", "2017-01-18"},
      {"Yesterday, 16:26", "2017-01-18T16:26:00"},
      {"today at 4:32 PM IST", "2017-01-19T16:32:00+05:30"},
      {"gestern um 16:26 Uhr", "2017-01-18T16:26:00"},
      {"hier à 16h26", "2017-01-18T16:26:00"},
      {"ayer", "2017-01-18"},
      {"сегодня", "2017-01-19"},
      {"Jan 17", "2017-01-17"},
      {"17 January, 16:26", "2017-01-17T16:26:00"},
      {"Dec 24", "2016-12-24"},
      {"19 January 2015", "nothing"},
      {"2 hours", "nothing"},
      {"a story of long ago", "nothing"},
      {"in 2 hours", "nothing"},
      {"", "nothing"},
      {"ago", "nothing"},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.text);
    const auto when = parse_relative_date(row.text, kCaptured);
    CHECK((when ? to_iso(*when) : "nothing") == row.iso);
  }
}

TEST_CASE("parse_iso_date takes calendar dates of ISO 8601 and nothing else") {
  constexpr std::string_view kGood[] = {"2017",
                                        "2017-01",
                                        "2017-01-19",
                                        "2017-01-19T16:26:05+05:30",
                                        "2017-01-19T16:26:05Z",
                                        "2017-01-19T16:26:05-11:00",
                                        "2017-01-19T16:26:05",
                                        "1600-01-01T00:00:00Z",
                                        "2999-12-31T23:59:59Z"};
  for (const std::string_view text : kGood) {
    CAPTURE(text);
    const auto when = parse_iso_date(text);
    REQUIRE(when);
    CHECK(to_iso(*when) == text);
  }
  constexpr std::string_view kBad[] = {"",
                                       "17",
                                       "2017-",
                                       "2017-1",
                                       "2017-01-",
                                       "2017-01-1",
                                       "2017-01-32",
                                       "2017-02-29",
                                       "2017-13",
                                       "1599",
                                       "3000",
                                       "20170119",
                                       "2017-01-19T",
                                       "2017-01-19T16",
                                       "2017-01-19T16:26:",
                                       "2017-01-19T24:00",
                                       "2017-01-19T16:60",
                                       "2017-01-19T16:26:60",
                                       "2017-01-19T16:26:05.",
                                       "2017-01-19T16:26:05+5",
                                       " 2017",
                                       "2017 ",
                                       "2017-01-19T16:26:05Zx",
                                       "2017-01-19T16:26:05+05:3",
                                       "19 January 2017",
                                       "2017-01-19T16:26:05+99:00"};
  for (const std::string_view text : kBad) {
    CAPTURE(text);
    CHECK_FALSE(parse_iso_date(text));
  }
}

TEST_CASE("to_iso_utc prints seconds of every age") {
  CHECK(to_iso_utc(0) == "1970-01-01T00:00:00Z");
  CHECK(to_iso_utc(-1) == "1969-12-31T23:59:59Z");
  CHECK(to_iso_utc(1484823360) == "2017-01-19T10:56:00Z");
  CHECK(to_iso_utc(-11676096000) == "1600-01-01T00:00:00Z");
}

TEST_CASE("end_of is the first second after what the date names") {
  constexpr Case kCases[] = {
      {"2017", "2018-01-01T00:00:00Z"},
      {"2017-01", "2017-02-01T00:00:00Z"},
      {"2017-12", "2018-01-01T00:00:00Z"},
      {"2016-02-28", "2016-02-29T00:00:00Z"},
      {"2017-01-19T16:26+05:30", "2017-01-19T10:57:00Z"},
      {"2017-01-19T23:59:59Z", "2017-01-20T00:00:00Z"},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.text);
    const auto when = parse_iso_date(row.text);
    REQUIRE(when);
    CHECK(to_iso_utc(end_of(*when)) == row.iso);
  }
}

}  // namespace
}  // namespace backfile
