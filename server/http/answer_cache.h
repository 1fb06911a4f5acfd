// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "server/http/message.h"
#include "server/http/stored_answer.h"
#include "server/search/search.h"

namespace backfile {

// Whole answers of one revision of the archive, those used last, in a limited number of bytes. An
// answer is found by its canonical target, and by the targets as sent that led to it before, which
// need not be parsed then. All members may be called from any thread.
class AnswerCache {
 public:
  struct Counters {
    std::uint64_t hits = 0;
    std::uint64_t misses = 0;  // Of those that could have been kept.
    std::uint64_t answers = 0;
    std::uint64_t bytes = 0;
  };

  // 0 bytes: nothing is kept.
  explicit AnswerCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  // `current` is the revision that is served; answers of another one are dropped. Null when there
  // is none. find() remembers `request.target` for find_as_sent().
  std::shared_ptr<const StoredAnswer> find_as_sent(const ArchiveStatus& current,
                                                   const HttpRequest& request);
  std::shared_ptr<const StoredAnswer> find(const ArchiveStatus& current, std::string_view canonical,
                                           const HttpRequest& request);

  // Keeps an answer to `request` if it is of the revision that was asked for last and takes no more
  // than an eighth of the space. REQUIRES: the response is encoded and has an origin.
  void put(const HttpRequest& request, const HttpResponse& response);

  Counters counters() const;

 private:
  struct Entry {
    std::shared_ptr<const StoredAnswer> answer;
    std::vector<std::string> names;
    std::size_t bytes = 0;
  };
  using Entries = std::list<Entry>;  // Used last first.
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const;
  };

  // These are called with mutex_ held.
  void adopt(const ArchiveStatus& current);
  Entry* use(std::string_view name);
  void add_name(Entry& entry, Entries::iterator place, std::string name);
  void drop_oldest();

  const std::size_t most_bytes_;
  mutable std::mutex mutex_;  // Guards what follows.
  std::string archive_;
  std::uint64_t revision_ = 0;
  Entries entries_;
  std::unordered_map<std::string, Entries::iterator, Hash, std::equal_to<>> by_name_;
  Counters counters_;
};

}  // namespace backfile
