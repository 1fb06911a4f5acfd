// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>

#include "server/search/posting_list.h"

namespace backfile {

// Decoded posting lists, the least lately used of which give way. Segments do not change, so that
// nothing in it is ever wrong. May be used from any thread.
class PostingCache {
 public:
  explicit PostingCache(std::size_t bytes) : limit_(bytes) {}

  // `key`: Segment::opening(), a blank, and what names the list. Null when it is not held.
  SharedPostings find(const std::string& key);
  // A list that is larger than a quarter of the cache is not kept.
  void insert(const std::string& key, SharedPostings list);

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
  };

  std::mutex mutex_;
  const std::size_t limit_;
  std::list<Entry> entries_;  // Lately used ones first.
  std::unordered_map<std::string, std::list<Entry>::iterator> by_key_;
  std::size_t bytes_ = 0;
};

}  // namespace backfile
