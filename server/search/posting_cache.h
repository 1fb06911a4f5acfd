// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>

#include "server/search/posting_list.h"

namespace backfile {

// Decoded posting lists. Those give way that took least time to make for each of their bytes, and
// of equal ones the least lately used: a phrase, which is looked for in texts and leaves a short
// list, outlives a long list that is read in no time. Segments do not change, so that nothing in it
// is ever wrong. May be used from any thread.
//
// GreedyDual-Size: Cao and Irani, Cost-Aware WWW Proxy Caching Algorithms, 1997.
class PostingCache {
 public:
  using Clock = std::chrono::steady_clock;

  explicit PostingCache(std::size_t bytes) : limit_(bytes) {}

  // `key`: Segment::opening(), a blank, and what names the list. Null when it is not held.
  SharedPostings find(const std::string& key);
  // `took`: to make it. A list that is larger than a quarter of the cache is not kept.
  void insert(const std::string& key, SharedPostings list, Clock::duration took);

  // Drops the lists of all segments but these, by Segment::opening(): nobody asks for them again,
  // and until others need their place they would be memory for nothing.
  void keep_only(const std::set<std::string, std::less<>>& segments);

  struct Counters {
    std::size_t lists = 0;
    std::size_t bytes = 0;
  };
  Counters counters();

 private:
  struct Entry {
    std::string key;
    SharedPostings list;
    std::size_t bytes;
    double worth;  // Nanoseconds that it saves for each byte.
  };
  // By worth when they were last used, on top of that of what had given way by then.
  using Entries = std::multimap<double, Entry>;

  Entries::iterator drop(Entries::iterator entry);

  std::mutex mutex_;
  const std::size_t limit_;
  Entries entries_;
  std::unordered_map<std::string, Entries::iterator> by_key_;
  std::size_t bytes_ = 0;
  double given_way_ = 0;  // The highest place of what has given way.
};

}  // namespace backfile
