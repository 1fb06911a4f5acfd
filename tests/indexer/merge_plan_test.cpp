// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/merge_plan.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

using namespace backfile;

TEST_CASE("four segments of one tier are merged and others left alone") {
  CHECK(plan_merge({}).empty());
  CHECK(plan_merge({10, 20, 30}).empty());
  CHECK(plan_merge({10, 20, 30, 40}) == std::vector<std::size_t>{0, 1, 2, 3});
  CHECK(plan_merge({10, 50'000, 20, 2'000, 30, 40}) == std::vector<std::size_t>{0, 2, 4, 5});
  CHECK(plan_merge({10, 2'000, 20'000, 200'000}).empty());
}

TEST_CASE("no merge makes a segment that is too large") {
  CHECK(plan_merge({300'000, 300'000, 300'000, 300'000}).empty());
  CHECK(plan_merge({100'000, 100'000, 100'000, 100'000}).size() == 4);
}

TEST_CASE("ten years of nightly runs keep few segments and copy each document a few times") {
  std::vector<std::uint32_t> segments;
  std::uint64_t copied = 0;
  std::size_t most = 0;
  for (int night = 0; night < 3650; ++night) {
    segments.push_back(500);
    for (auto group = plan_merge(segments); !group.empty(); group = plan_merge(segments)) {
      std::uint32_t sum = 0;
      for (const std::size_t i : group) sum += segments[i];
      copied += sum;
      for (auto i = group.rbegin(); i != group.rend(); ++i) {
        segments.erase(segments.begin() + static_cast<std::ptrdiff_t>(*i));
      }
      segments.push_back(sum);
    }
    most = std::max(most, segments.size());
  }
  CHECK(std::accumulate(segments.begin(), segments.end(), 0ULL) == 3650ULL * 500);
  CHECK(most <= 16);
  CHECK(copied <= 3650ULL * 500 * 8);
}
