// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/lanes.h"

#include <doctest/doctest.h>

#include <memory>
#include <thread>
#include <vector>

namespace backfile {
namespace {

using Clock = SearchLanes::Clock;
using std::chrono::hours;
using std::chrono::milliseconds;

// The tests tell the time themselves: a search begins now, and is asked again as if it were later.
const milliseconds kLater = SearchLanes::kQuickTime + milliseconds(1000);

}  // namespace

TEST_CASE("a short search stays in the quick lane, a long one leaves it to others") {
  SearchLanes lanes({.quick = 1, .slow = 1, .waiting = 4});
  const auto end = Clock::now() + hours(1);
  SearchLanes::Turn first(lanes, end);
  REQUIRE(first.has_place());
  CHECK(first.goes_on(Clock::now() - milliseconds(1)));
  {
    SearchLanes::Turn second(lanes, Clock::now());
    CHECK_FALSE(second.has_place());  // The only place is taken.
  }
  CHECK(first.goes_on(Clock::now() + kLater));
  CHECK(lanes.counters().slow == 1);
  SearchLanes::Turn third(lanes, Clock::now());
  CHECK(third.has_place());
  CHECK(lanes.counters().running == 2);
}

TEST_CASE("a long search without a place ends, and says why") {
  SearchLanes lanes({.quick = 3, .slow = 1, .waiting = 0});
  const auto end = Clock::now() + hours(1);
  auto first = std::make_unique<SearchLanes::Turn>(lanes, end);
  SearchLanes::Turn second(lanes, end);
  CHECK(first->goes_on(Clock::now() + kLater));
  CHECK_FALSE(second.goes_on(Clock::now() + kLater));
  CHECK(second.was_shed());
  CHECK_FALSE(second.goes_on(Clock::now()));
  CHECK(lanes.counters().shed == 1);
  first.reset();
  SearchLanes::Turn third(lanes, end);
  CHECK(third.goes_on(Clock::now() + kLater));
  CHECK_FALSE(third.was_shed());
}

TEST_CASE("a search that waits for the slow lane goes on when it is free, or ends with its time") {
  SearchLanes lanes({.quick = 3, .slow = 1, .waiting = 2});
  const auto end = Clock::now() + hours(1);
  auto first = std::make_unique<SearchLanes::Turn>(lanes, end);
  REQUIRE(first->goes_on(Clock::now() + kLater));
  bool went_on = false;
  std::thread waiting([&] {
    SearchLanes::Turn second(lanes, end);
    went_on = second.goes_on(Clock::now() + kLater);
  });
  while (lanes.counters().waiting == 0) std::this_thread::yield();
  {
    SearchLanes::Turn hurried(lanes, Clock::now() + milliseconds(1));
    CHECK_FALSE(hurried.goes_on(Clock::now() + kLater));
    CHECK_FALSE(hurried.was_shed());
  }
  first.reset();
  waiting.join();
  CHECK(went_on);
  CHECK(lanes.counters().running == 0);
}

TEST_CASE("a deadline ends a search whose time is up, with a turn and without") {
  SearchLanes lanes({.quick = 1, .slow = 1, .waiting = 0});
  const auto end = Clock::now() + hours(1);
  SearchLanes::Turn turn(lanes, end);
  CHECK_FALSE(Clock::now() > Deadline(end, &turn));
  CHECK(end + milliseconds(1) > Deadline(end, &turn));
  CHECK(end + milliseconds(1) > Deadline(end));
  CHECK_FALSE(Clock::now() > Deadline(end));
}

}  // namespace backfile
