// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>

#include "server/search/posting_cache.h"
#include "server/search/snapshot.h"

namespace backfile {

// Superseded revisions are held for cursors: so many, and no longer than so long. Those that may
// show what was taken out of the archive since are not held.
inline constexpr std::size_t kHeldRevisions = 8;
inline constexpr std::chrono::minutes kHeldFor{10};

// The revision that is served and those that cursors may still ask for. Any thread.
class Revisions {
 public:
  using Clock = std::chrono::steady_clock;

  // Lists of segments that no revision has any more leave `cache`, which must outlive this.
  Revisions(std::shared_ptr<const Snapshot> current, PostingCache& cache)
      : current_(std::move(current)), cache_(cache) {}

  std::shared_ptr<const Snapshot> current() const;
  // Null when the revision is not held.
  std::shared_ptr<const Snapshot> find(std::uint64_t revision) const;

  // Revisions of another archive under the same path are dropped at once.
  void replace(std::shared_ptr<const Snapshot> next, Clock::time_point now);
  void drop_old(Clock::time_point now);

 private:
  struct Held {
    std::shared_ptr<const Snapshot> snapshot;
    Clock::time_point superseded;
  };

  // Lets go of `lock`, under which the revisions are looked at, before the cache is: each search
  // asks for the revision that is served.
  void drop_lists(std::unique_lock<std::mutex> lock);

  mutable std::mutex mutex_;
  std::shared_ptr<const Snapshot> current_;
  std::deque<Held> old_;  // Oldest first.
  PostingCache& cache_;
};

}  // namespace backfile
