// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/timeline.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <random>
#include <utility>
#include <vector>

#include "common/date.h"
#include "server/search/timeline_series.h"

namespace backfile {
namespace {

// Dates in the order of documents, the newest first, some of them many times; then undated ones.
std::vector<std::int64_t> dates_of(std::mt19937& chance, std::size_t count, std::int64_t days,
                                   std::size_t undated) {
  std::vector<std::int64_t> dates;
  while (dates.size() < count) {
    const auto day = static_cast<std::int64_t>(chance()) % days;
    dates.insert(dates.end(), 1 + (chance() % 50 == 0 ? chance() % 200 : 0), day * 86'400);
  }
  dates.resize(count);
  std::ranges::sort(dates, std::greater());
  dates.insert(dates.end(), undated, kNoDate);
  return dates;
}

Columns columns_of(const std::vector<std::int64_t>& dates, std::uint32_t dated) {
  auto file = MappedFile::open(BACKFILE_TEST_DATA "/queries/backfile.jsonl");  // Not looked into.
  REQUIRE(file);
  return {.file = *std::move(file),
          .documents = static_cast<std::uint32_t>(dates.size()),
          .dated = dated,
          .seconds = dates};
}

// Few documents are looked at one by one, many are counted between the borders of the axis.
TEST_CASE("documents are counted into the same buckets one by one and between borders") {
  std::mt19937 chance(3);
  for (const std::int64_t days : {1, 40, 4'000}) {
    const std::vector<std::int64_t> dates = dates_of(chance, 3'000, days, 7);
    const Columns columns = columns_of(dates, 3'000);
    for (const Interval interval : {Interval::Month, Interval::Year, Interval::Decade}) {
      // Some of the axis lies before all documents, and some of them behind it.
      const auto axis = TimeAxis::make(interval, -900 * 86'400, days * 70'000);
      REQUIRE(axis);
      for (const std::uint32_t first : {1U, 500U, 2'990U}) {
        const auto all = static_cast<std::uint32_t>(dates.size() + 1);
        std::vector<std::uint64_t> counted(axis->size());
        count_by_bucket(columns, DocIds::range(first, all), *axis, &counted);
        std::vector<std::uint64_t> expected(axis->size());
        for (std::uint32_t docid = first; docid < all; ++docid) {
          const std::int64_t date = dates[docid - 1];
          if (axis->covers(date)) ++expected[axis->bucket_of(date)];
        }
        CHECK(counted == expected);
      }
    }
  }
}

// The least number of seconds, which stands for no date, cannot be brought to another zone: the
// undefined-behaviour sanitizer tells of an attempt.
TEST_CASE("an article without a date is in no bucket of any zone") {
  const std::vector<std::int64_t> dates = {1'572'139'800, kNoDate};
  const std::vector<std::uint8_t> precisions = {static_cast<std::uint8_t>(DatePrecision::Second),
                                                0};
  Columns columns = columns_of(dates, 1);
  columns.precision = precisions;
  for (const char* name : {"UTC", "Asia/Kolkata", "America/Argentina/Ushuaia"}) {
    const TimeZone zone = *TimeZone::find(name);
    const std::int64_t local = zone.to_local(dates[0]);
    for (const Interval interval : {Interval::Hour, Interval::Day, Interval::Year}) {
      const Result<TimeAxis> axis = TimeAxis::make(interval, local, local, zone);
      REQUIRE(axis);
      CHECK(bucket_of_document(columns, 1, *axis).has_value());
      CHECK_FALSE(bucket_of_document(columns, 2, *axis));
    }
  }
}

}  // namespace
}  // namespace backfile
