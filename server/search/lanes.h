// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace backfile {

// Searches that run at once, in two lanes, so that long ones do not keep short ones waiting. Every
// search begins in the quick lane. One that has used the processor for kQuickWork, or has run for
// kQuickTime, gives its place up and goes on in the slow lane, which has fewer places: when they
// are taken it waits, and when too many wait already it is given up. Nobody knows beforehand what a
// search will cost. All members may be called from any thread.
class SearchLanes {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds kQuickWork{25};
  static constexpr std::chrono::milliseconds kQuickTime{250};

  struct Sizes {
    std::size_t quick = 4;
    std::size_t slow = 1;
    std::size_t waiting = 16;  // For the slow lane.
  };
  struct Counters {
    std::uint64_t running = 0;
    std::uint64_t waiting = 0;
    std::uint64_t slow = 0;  // Searches that came to the slow lane,
    std::uint64_t shed = 0;  // and those that found no place there.
  };

  explicit SearchLanes(const Sizes& sizes) : sizes_(sizes) {}

  // The place of one search, until it is destroyed. One thread.
  class Turn {
   public:
    // Waits for a place in the quick lane, until `end` at the latest.
    Turn(SearchLanes& lanes, Clock::time_point end);
    ~Turn();
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    bool has_place() const { return lane_ != Lane::None; }
    bool was_shed() const { return shed_; }

    // Called now and then by the search: changes lanes when it is time to. False when the search
    // must end: its time is up, or there is no place for it.
    bool goes_on(Clock::time_point now);

   private:
    enum class Lane { None, Quick, Slow };
    bool change_lane();

    SearchLanes& lanes_;
    const Clock::time_point end_;
    Clock::time_point begun_;
    std::chrono::nanoseconds work_before_{0};
    Lane lane_ = Lane::None;
    bool shed_ = false;
  };

  Counters counters() const;

 private:
  const Sizes sizes_;
  mutable std::mutex mutex_;
  std::condition_variable quick_free_;
  std::condition_variable slow_free_;
  // Guarded by mutex_.
  std::size_t quick_ = 0;
  std::size_t slow_ = 0;
  std::size_t waiting_quick_ = 0;
  std::size_t waiting_slow_ = 0;
  std::uint64_t moved_ = 0;
  std::uint64_t shed_ = 0;
};

// When a search must end, and the moments at which it may have to change lanes: each comparison of
// the clock with it is one. Cheap to copy; the turn must outlive it.
class Deadline {
 public:
  Deadline() = default;
  Deadline(SearchLanes::Clock::time_point end, SearchLanes::Turn* turn = nullptr)
      : end_(end), turn_(turn) {}

  // Whether the search must end.
  friend bool operator>(SearchLanes::Clock::time_point now, const Deadline& deadline) {
    return now > deadline.end_ || (deadline.turn_ != nullptr && !deadline.turn_->goes_on(now));
  }

 private:
  SearchLanes::Clock::time_point end_;
  SearchLanes::Turn* turn_ = nullptr;
};

}  // namespace backfile
