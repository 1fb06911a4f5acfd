// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/gaps.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <functional>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace backfile {
namespace {

using Random = std::mt19937;
using Days = std::set<std::int32_t>;

constexpr std::int32_t kTenYears = 3650;

double chance(Random& random) { return static_cast<double>(random()) / 4294967296.0; }

std::vector<DayCount> counts_of(const Days& days) {
  std::vector<DayCount> counts;
  for (const std::int32_t day : days) counts.push_back({day, 1});
  return counts;
}

// An article on any day with the same probability: once in `distance` days.
Days by_chance(Random& random, double distance) {
  Days days;
  for (std::int32_t day = 0; day < kTenYears; ++day) {
    if (chance(random) * distance < 1) days.insert(day);
  }
  return days;
}

// Every `distance` days, give or take up to a part of them.
Days regularly(Random& random, double distance, double part) {
  Days days;
  for (double at = distance; at < kTenYears; at += distance) {
    days.insert(static_cast<std::int32_t>(at + (2 * chance(random) - 1) * part * distance));
  }
  return days;
}

// Three to eight articles, day by day or nearly, and then weeks without.
Days in_bursts(Random& random) {
  Days days;
  for (double at = 0; at < kTenYears; at += 15 + 45 * chance(random)) {
    for (std::size_t articles = 3 + random() % 6; articles > 0; --articles) {
      days.insert(static_cast<std::int32_t>(at));
      at += 1 + static_cast<double>(random() % 3);
    }
  }
  return days;
}

struct Tried {
  std::size_t false_alarms = 0;
  std::size_t silences = 0;
  std::size_t planted = 0;
  std::size_t found = 0;
};

// Sources of 50 seeds as they are, and with `planted` silences of so many days.
Tried try_source(const std::function<Days(Random&)>& make, std::int32_t length, int planted) {
  Tried tried;
  for (std::uint32_t seed = 1; seed <= 50; ++seed) {
    Random random(seed);
    Days days = make(random);
    tried.silences += days.size() - 1;
    tried.false_alarms += gaps_of(counts_of(days)).size();
    for (int i = 0; i < planted; ++i) {
      const std::int32_t begin = kTenYears / 3 + 2 * i * length;
      days.erase(days.lower_bound(begin), days.lower_bound(begin + length));
    }
    const std::vector<Gap> gaps = gaps_of(counts_of(days));
    for (int i = 0; i < planted; ++i) {
      const std::int32_t begin = kTenYears / 3 + 2 * i * length;
      ++tried.planted;
      for (const Gap& gap : gaps) {
        if (gap.first_day <= begin && gap.last_day >= begin + length - 1) ++tried.found;
      }
    }
  }
  return tried;
}

}  // namespace

TEST_CASE("a gap is judged by the rhythm of its source") {
  struct Row {
    std::vector<std::int32_t> days;
    std::size_t gaps;
  };
  const std::vector<Row> rows = {
      {{}, 0},
      {{5}, 0},
      {{1, 400}, 0},
      {{1, 2, 3, 300}, 0},                           // Too little is known of it.
      {{1, 2, 3, 4, 5, 6, 14, 15, 16}, 0},           // Seven silent days.
      {{1, 2, 3, 4, 5, 6, 15, 16, 17}, 1},           // Eight.
      {{0, 7, 14, 21, 28, 35, 70, 77, 84}, 0},       // A weekly: 34 silent days,
      {{0, 7, 14, 21, 28, 35, 84, 91, 98}, 1},       // and 48.
      {{0, 7, 14, 21, 28, 63, 70, 77, 84, 119}, 0},  // Two that are as long.
      {{0, 7, 14, 21, 28, 98, 105, 112, 119, 189, 196}, 2},
  };
  for (const Row& row : rows) {
    CAPTURE(row.days.size());
    CHECK(gaps_of(counts_of({row.days.begin(), row.days.end()})).size() == row.gaps);
  }
}

TEST_CASE("planted gaps are found at any rate, and few are reported that are chance") {
  for (const double distance : {1.05, 1.5, 2.0, 4.0, 7.0, 15.0, 30.0, 45.0}) {
    CAPTURE(distance);
    const auto length = static_cast<std::int32_t>(13 * distance + 8);
    for (const int planted : {1, 2}) {
      const Tried tried =
          try_source([&](Random& random) { return by_chance(random, distance); }, length, planted);
      MESSAGE("every " << distance << " days by chance: " << tried.found << " of " << tried.planted
                       << " gaps of " << length << " days, " << tried.false_alarms
                       << " false alarms in " << tried.silences);
      CHECK(tried.found * 100 >= tried.planted * 98);
      // One in 1000 is due to chance.
      const auto due = static_cast<double>(tried.silences) / 1000;
      CHECK(static_cast<double>(tried.false_alarms) < 2 * due + 3 * std::sqrt(due));
    }
  }
}

TEST_CASE("of sources that publish regularly no silence is reported, and shorter gaps are found") {
  for (const double distance : {1.0, 3.5, 7.0, 14.0, 30.0, 60.0, 90.0}) {
    for (const double part : {0.0, 0.2, 0.4}) {
      CAPTURE(distance);
      CAPTURE(part);
      const auto length = static_cast<std::int32_t>(5 * distance + 8);
      const Tried tried =
          try_source([&](Random& random) { return regularly(random, distance, part); }, length, 2);
      CHECK(tried.false_alarms == 0);
      CHECK(tried.found == tried.planted);
    }
  }
}

TEST_CASE("nine months without the articles that came every other month are a gap") {
  const Tried tried = try_source([](Random& random) { return regularly(random, 61, 0.3); }, 275, 1);
  CHECK(tried.false_alarms == 0);
  CHECK(tried.found == tried.planted);
}

TEST_CASE("weeks between bursts of articles are no gaps") {
  const Tried tried = try_source(in_bursts, 210, 1);
  MESSAGE(tried.false_alarms << " false alarms in " << tried.silences);
  CHECK(tried.false_alarms * 500 < tried.silences);
  CHECK(tried.found == tried.planted);
}

TEST_CASE("a source that publishes less and less is not silent") {
  Tried tried;
  for (std::uint32_t seed = 1; seed <= 50; ++seed) {
    Random random(seed);
    Days days;
    for (std::int32_t day = 0; day < kTenYears; ++day) {
      if (chance(random) < 0.9 * std::exp(-day / 900.0)) days.insert(day);
    }
    tried.false_alarms += gaps_of(counts_of(days)).size();
    tried.silences += days.size() - 1;
  }
  MESSAGE(tried.false_alarms << " false alarms in " << tried.silences);
  CHECK(tried.false_alarms * 300 < tried.silences);
}

}  // namespace backfile
