// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/posting_cache.h"

#include <string_view>
#include <utility>
#include <vector>

namespace backfile {

SharedPostings PostingCache::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  auto node = entries_.extract(found->second);
  node.key() = given_way_ + node.mapped().worth;
  found->second = entries_.insert(std::move(node));
  return found->second->second.list;
}

void PostingCache::insert(const std::string& key, SharedPostings list, Clock::duration took) {
  const std::size_t bytes = list->bytes() + 2 * key.size() + sizeof(Entry);
  if (bytes > limit_ / 4) return;
  const std::chrono::duration<double, std::nano> nanoseconds = took;
  const double worth = nanoseconds.count() / static_cast<double>(bytes);
  const std::lock_guard lock(mutex_);
  if (by_key_.contains(key)) return;
  const auto entry =
      entries_.emplace(given_way_ + worth, Entry{key, std::move(list), bytes, worth});
  bytes_ += bytes;
  by_key_.emplace(key, entry);
  while (bytes_ > limit_) {
    given_way_ = entries_.begin()->first;
    drop(entries_.begin());
  }
}

void PostingCache::keep_only(const std::set<std::string, std::less<>>& segments) {
  std::vector<SharedPostings> dropped;  // Destroyed after the lock.
  const std::lock_guard lock(mutex_);
  for (auto entry = entries_.begin(); entry != entries_.end();) {
    const std::string_view key = entry->second.key;
    if (segments.contains(key.substr(0, key.find(' ')))) {
      ++entry;
      continue;
    }
    dropped.push_back(std::move(entry->second.list));
    entry = drop(entry);
  }
}

PostingCache::Entries::iterator PostingCache::drop(Entries::iterator entry) {
  bytes_ -= entry->second.bytes;
  by_key_.erase(entry->second.key);
  return entries_.erase(entry);
}

PostingCache::Counters PostingCache::counters() {
  const std::lock_guard lock(mutex_);
  return {entries_.size(), bytes_};
}

}  // namespace backfile
