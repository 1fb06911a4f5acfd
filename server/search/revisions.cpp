// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/revisions.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace backfile {

std::shared_ptr<const Snapshot> Revisions::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

std::shared_ptr<const Snapshot> Revisions::find(std::uint64_t revision) const {
  const std::lock_guard lock(mutex_);
  if (current_->manifest().revision == revision) return current_;
  for (const Held& held : old_) {
    if (held.snapshot->manifest().revision == revision) return held.snapshot;
  }
  return nullptr;
}

void Revisions::replace(std::shared_ptr<const Snapshot> next, Clock::time_point now) {
  std::vector<Held> dropped;  // Destroyed after the lock: closing files takes time.
  std::unique_lock lock(mutex_);
  const bool same_archive = next->manifest().uuid == current_->manifest().uuid &&
                            next->manifest().revision > current_->manifest().revision;
  if (same_archive) {
    old_.push_back({std::move(current_), now});
  } else {
    dropped.assign(std::make_move_iterator(old_.begin()), std::make_move_iterator(old_.end()));
    dropped.push_back({std::move(current_), now});
    old_.clear();
  }
  const auto shows_removed = [&](const Held& held) {
    return held.snapshot->manifest().revision < next->manifest().purged;
  };
  const auto still_held = std::stable_partition(old_.begin(), old_.end(), shows_removed);
  dropped.insert(dropped.end(), std::make_move_iterator(old_.begin()),
                 std::make_move_iterator(still_held));
  old_.erase(old_.begin(), still_held);
  if (old_.size() > kHeldRevisions) {
    dropped.push_back(std::move(old_.front()));
    old_.pop_front();
  }
  current_ = std::move(next);
  drop_lists(std::move(lock));
}

void Revisions::drop_old(Clock::time_point now) {
  std::vector<Held> dropped;
  std::unique_lock lock(mutex_);
  while (!old_.empty() && now - old_.front().superseded > kHeldFor) {
    dropped.push_back(std::move(old_.front()));
    old_.pop_front();
  }
  if (!dropped.empty()) drop_lists(std::move(lock));
}

void Revisions::drop_lists(std::unique_lock<std::mutex> lock) {
  std::set<std::string, std::less<>> segments;
  const auto add = [&segments](const Snapshot& snapshot) {
    for (std::size_t s = 0; s < snapshot.segment_count(); ++s) {
      segments.insert(snapshot.segment(s).opening());
    }
  };
  add(*current_);
  for (const Held& held : old_) add(*held.snapshot);
  lock.unlock();
  cache_.keep_only(segments);
}

}  // namespace backfile
