// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/lanes.h"

#include <ctime>

namespace backfile {
namespace {

// For which the thread has used the processor so far.
std::chrono::nanoseconds work_of_thread() {
  timespec used{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

}  // namespace

SearchLanes::Turn::Turn(SearchLanes& lanes, Clock::time_point end) : lanes_(lanes), end_(end) {
  std::unique_lock lock(lanes.mutex_);
  ++lanes.waiting_quick_;
  const bool found = lanes.quick_free_.wait_until(
      lock, end, [&lanes] { return lanes.quick_ < lanes.sizes_.quick; });
  --lanes.waiting_quick_;
  if (!found) return;
  ++lanes.quick_;
  lane_ = Lane::Quick;
  begun_ = Clock::now();
  work_before_ = work_of_thread();
}

SearchLanes::Turn::~Turn() {
  if (lane_ == Lane::None) return;
  const std::lock_guard lock(lanes_.mutex_);
  if (lane_ == Lane::Quick) {
    --lanes_.quick_;
    lanes_.quick_free_.notify_one();
  } else {
    --lanes_.slow_;
    lanes_.slow_free_.notify_one();
  }
}

bool SearchLanes::Turn::goes_on(Clock::time_point now) {
  if (lane_ == Lane::None || now > end_) return false;
  if (lane_ == Lane::Slow || now - begun_ < kQuickWork) return true;
  // On a busy machine time passes without work.
  const bool quick = now - begun_ < kQuickTime && work_of_thread() - work_before_ < kQuickWork;
  return quick || change_lane();
}

bool SearchLanes::Turn::change_lane() {
  std::unique_lock lock(lanes_.mutex_);
  --lanes_.quick_;
  lanes_.quick_free_.notify_one();
  lane_ = Lane::None;
  if (lanes_.slow_ >= lanes_.sizes_.slow && lanes_.waiting_slow_ >= lanes_.sizes_.waiting) {
    shed_ = true;
    ++lanes_.shed_;
    return false;
  }
  ++lanes_.waiting_slow_;
  const bool found = lanes_.slow_free_.wait_until(
      lock, end_, [this] { return lanes_.slow_ < lanes_.sizes_.slow; });
  --lanes_.waiting_slow_;
  if (!found) return false;
  ++lanes_.slow_;
  ++lanes_.moved_;
  lane_ = Lane::Slow;
  return true;
}

SearchLanes::Counters SearchLanes::counters() const {
  const std::lock_guard lock(mutex_);
  return {.running = quick_ + slow_,
          .waiting = waiting_quick_ + waiting_slow_,
          .slow = moved_,
          .shed = shed_};
}

}  // namespace backfile
