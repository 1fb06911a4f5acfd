// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/posting_cache.h"

#include <string_view>
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

void PostingCache::keep_only(const std::set<std::string, std::less<>>& segments) {
  std::list<Entry> dropped;  // Destroyed after the lock.
  const std::lock_guard lock(mutex_);
  for (auto next = entries_.begin(); next != entries_.end();) {
    const auto entry = next++;
    const std::string_view key = entry->key;
    if (segments.contains(key.substr(0, key.find(' ')))) continue;
    bytes_ -= entry->bytes;
    by_key_.erase(entry->key);
    dropped.splice(dropped.end(), entries_, entry);
  }
}

PostingCache::Counters PostingCache::counters() {
  const std::lock_guard lock(mutex_);
  return {entries_.size(), bytes_};
}

}  // namespace backfile
