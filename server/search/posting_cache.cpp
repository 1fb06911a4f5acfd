// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/posting_cache.h"

#include <utility>

namespace backfile {

SharedPostings PostingCache::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->list;
}

void PostingCache::insert(const std::string& key, SharedPostings list) {
  const std::size_t bytes = list->bytes() + 2 * key.size() + sizeof(Entry);
  if (bytes > limit_ / 4) return;
  const std::lock_guard lock(mutex_);
  if (by_key_.contains(key)) return;
  entries_.push_front({key, std::move(list), bytes});
  by_key_.emplace(key, entries_.begin());
  bytes_ += bytes;
  while (bytes_ > limit_) {
    bytes_ -= entries_.back().bytes;
    by_key_.erase(entries_.back().key);
    entries_.pop_back();
  }
}

}  // namespace backfile
