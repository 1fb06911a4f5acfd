// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/calendar.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

#include "common/date.h"

namespace backfile {
namespace {

std::int64_t second(const char* iso) { return parse_iso_date(iso)->seconds; }

std::vector<std::string> days_of_borders(const TimeAxis& axis) {
  std::vector<std::string> days;
  for (std::size_t i = 0; i < axis.size(); ++i)
    days.push_back(to_iso_utc(axis.start(i)).substr(0, 10));
  if (axis.size() > 0) days.push_back(to_iso_utc(axis.end(axis.size() - 1)).substr(0, 10));
  return days;
}

TEST_CASE("an axis has the borders of the calendar from the first date to the last") {
  struct Row {
    Interval interval;
    const char* first;
    const char* last;
    std::vector<std::string> borders;
  };
  const std::vector<Row> rows = {
      {Interval::Day,
       "2000-02-28",
       "2000-03-01T23:59:59Z",
       {"2000-02-28", "2000-02-29", "2000-03-01", "2000-03-02"}},
      {Interval::Day, "1900-02-28", "1900-03-01", {"1900-02-28", "1900-03-01", "1900-03-02"}},
      {Interval::Day,
       "1969-12-31T23:59:59Z",
       "1970-01-01T00:00:00Z",
       {"1969-12-31", "1970-01-01", "1970-01-02"}},
      {Interval::Week, "2020-12-31", "2021-01-04", {"2020-12-28", "2021-01-04", "2021-01-11"}},
      {Interval::Week, "2018-12-31", "2018-12-31", {"2018-12-31", "2019-01-07"}},
      {Interval::Week,
       "2017-01-01T23:00:00Z",
       "2017-01-02",
       {"2016-12-26", "2017-01-02", "2017-01-09"}},
      {Interval::Month,
       "2016-01-31",
       "2016-03-01",
       {"2016-01-01", "2016-02-01", "2016-03-01", "2016-04-01"}},
      {Interval::Month,
       "1999-12-31T23:59:59Z",
       "2000-01-01",
       {"1999-12-01", "2000-01-01", "2000-02-01"}},
      {Interval::Quarter,
       "1999-11-11",
       "2000-06-30T23:59:59Z",
       {"1999-10-01", "2000-01-01", "2000-04-01", "2000-07-01"}},
      {Interval::Year, "1600", "1602", {"1600-01-01", "1601-01-01", "1602-01-01", "1603-01-01"}},
      {Interval::Decade, "1600", "1619-12-31", {"1600-01-01", "1610-01-01", "1620-01-01"}},
      {Interval::Decade, "1969", "1970", {"1960-01-01", "1970-01-01", "1980-01-01"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.first);
    const Result<TimeAxis> axis = TimeAxis::make(row.interval, second(row.first), second(row.last));
    REQUIRE(axis);
    CHECK(axis->interval() == row.interval);
    CHECK(days_of_borders(*axis) == row.borders);
  }
}

TEST_CASE("every second of a bucket is looked up in that bucket") {
  for (const Interval interval : {Interval::Day, Interval::Week, Interval::Month, Interval::Quarter,
                                  Interval::Year, Interval::Decade}) {
    const Result<TimeAxis> axis =
        TimeAxis::make(interval, second("1967-05-05"), second("1972-03-01T12:00:00Z"));
    REQUIRE(axis);
    for (std::size_t i = 0; i < axis->size(); ++i) {
      for (const std::int64_t when : {axis->start(i), axis->end(i) - 1,
                                      axis->start(i) + (axis->end(i) - axis->start(i)) / 2}) {
        REQUIRE(axis->covers(when));
        REQUIRE(axis->bucket_of(when) == i);
      }
    }
    CHECK_FALSE(axis->covers(axis->start(0) - 1));
    CHECK_FALSE(axis->covers(axis->end(axis->size() - 1)));
  }
}

TEST_CASE("Auto takes the finest interval of at most 62 buckets") {
  struct Row {
    const char* first;
    const char* last;
    Interval interval;
  };
  const std::vector<Row> rows = {
      {"2001-01-01", "2001-01-01", Interval::Day},
      {"2001-01-01", "2001-03-03", Interval::Day},   // 62 days.
      {"2001-01-01", "2001-03-04", Interval::Week},  // 63 days.
      {"2001-01-01", "2002-03-10", Interval::Week},  // 62 weeks.
      {"2001-01-01", "2002-03-11", Interval::Month},
      {"2001-01-01", "2006-02-28", Interval::Month},
      {"2001-01-01", "2006-03-01", Interval::Quarter},
      {"2001-01-01", "2016-06-30", Interval::Quarter},
      {"2001-01-01", "2016-07-01", Interval::Year},
      {"1900", "1961", Interval::Year},
      {"1900", "1962", Interval::Decade},
      {"1600", "2999", Interval::Decade},
  };
  for (const Row& row : rows) {
    CAPTURE(row.last);
    const Result<TimeAxis> axis =
        TimeAxis::make(Interval::Auto, second(row.first), second(row.last));
    REQUIRE(axis);
    CHECK(axis->interval() == row.interval);
  }
}

TEST_CASE("an axis of too many buckets is refused with an interval that would do") {
  const Result<TimeAxis> axis = TimeAxis::make(Interval::Day, second("1900"), second("2000"));
  REQUIRE_FALSE(axis);
  CHECK(axis.error().code == ErrorCode::InvalidArgument);
  CHECK(axis.error().detail.parameter == "interval");
  CHECK(axis.error().detail.found == "day");
  CHECK(axis.error().detail.suggestion == "month");
}

TEST_CASE("bounds at the ends of the number range do not overflow") {
  constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();
  CHECK_FALSE(TimeAxis::make(Interval::Day, kLowest, kHighest));
  const Result<TimeAxis> years = TimeAxis::make(Interval::Year, kLowest, kHighest);
  REQUIRE(years);
  CHECK(years->size() == 3001 - 1599);
  CHECK(TimeAxis::make(Interval::Day, 1, 0)->size() == 0);
}

TEST_CASE("an axis by the clocks of a place has its days, and hours that come twice") {
  const Result<TimeZone> berlin = TimeZone::find("Europe/Berlin");
  REQUIRE(berlin);
  const Result<TimeAxis> days = TimeAxis::make(Interval::Day, second("2019-03-30T12:00:00Z"),
                                               second("2019-04-01T12:00:00Z"), *berlin);
  REQUIRE(days);
  std::vector<std::string> starts;
  for (std::size_t i = 0; i < days->size(); ++i) starts.push_back(to_iso_utc(days->start(i)));
  CHECK(starts == std::vector<std::string>{"2019-03-29T23:00:00Z", "2019-03-30T23:00:00Z",
                                           "2019-03-31T22:00:00Z"});
  CHECK(to_iso_utc(days->local_start(2)) == "2019-04-01T00:00:00Z");
  // The night of 27 October 2019 has three o'clock once and two o'clock twice.
  const Result<TimeAxis> hours = TimeAxis::make(Interval::Hour, second("2019-10-27T01:30:00Z"),
                                                second("2019-10-27T03:30:00Z"), *berlin);
  REQUIRE(hours);
  std::vector<std::string> clocks;
  for (std::size_t i = 0; i < hours->size(); ++i) {
    clocks.push_back(to_iso_utc(hours->local_start(i)).substr(11, 5));
    CHECK(hours->end(i) - hours->start(i) == 3600);
  }
  CHECK(clocks == std::vector<std::string>{"01:00", "02:00", "02:00", "03:00"});
  // Clocks in India stand half an hour off.
  const Result<TimeAxis> india =
      TimeAxis::make(Interval::Hour, second("2019-10-27T01:30:00Z"), second("2019-10-27T01:40:00Z"),
                     *TimeZone::find("Asia/Kolkata"));
  REQUIRE(india);
  CHECK(to_iso_utc(india->start(0)) == "2019-10-26T19:30:00Z");
  CHECK(india->bucket_of(second("2019-10-26T20:29:59Z")) == 0);
}

TEST_CASE("hours end where clocks are put forward or back, by whatever it is") {
  const auto clocks = [](const char* first, const char* last, const char* zone) {
    const Result<TimeAxis> axis =
        TimeAxis::make(Interval::Hour, second(first), second(last), *TimeZone::find(zone));
    REQUIRE(axis);
    std::string all;
    for (std::size_t i = 0; i < axis->size(); ++i) {
      all += to_iso_utc(axis->local_start(i)).substr(11, 5) + "+" +
             std::to_string((axis->end(i) - axis->start(i)) / 60) + " ";
    }
    return all;
  };
  // By half an hour.
  CHECK(clocks("2018-04-01T00:30:00Z", "2018-04-01T02:30:00Z", "Australia/Lord_Howe") ==
        "00:00+60 01:00+60 01:30+30 02:00+60 ");
  CHECK(clocks("2018-10-07T01:00:00Z", "2018-10-07T03:30:00Z", "Australia/Lord_Howe") ==
        "01:00+60 02:30+30 03:00+60 ");
  CHECK(clocks("2018-11-03T23:30:00Z", "2018-11-04T01:30:00Z", "America/Sao_Paulo") ==
        "23:00+60 01:00+60 ");
  // Midnight of that day never came: an article of the day stands in its first hour.
  const Result<TimeAxis> axis =
      TimeAxis::make(Interval::Hour, second("2018-11-03T22:00:00Z"), second("2018-11-04T03:00:00Z"),
                     *TimeZone::find("America/Sao_Paulo"));
  REQUIRE(axis);
  const std::size_t bucket = axis->bucket_of_local(second("2018-11-04T00:00:00Z"));
  CHECK(to_iso_utc(axis->local_start(bucket)) == "2018-11-04T01:00:00Z");
}

TEST_CASE("only names of the data base are time zones") {
  for (const char* name : {"", "Europe", "Europe/Nowhere", "../../etc/passwd", "/etc/passwd",
                           "+02:00", "Europe/Berlin ", "europe/berlin"}) {
    CAPTURE(name);
    CHECK_FALSE(TimeZone::find(name));
  }
  for (const char* name : {"UTC", "Europe/Berlin", "America/Argentina/Ushuaia", "Asia/Kolkata"}) {
    CHECK(TimeZone::find(name));
  }
}

}  // namespace
}  // namespace backfile
