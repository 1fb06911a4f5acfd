// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "common/result.h"

namespace backfile {

// What is kept of a feed between two runs.
struct FeedState {
  // Validators of the last answer that was indexed.
  std::string etag;
  std::string last_modified;
  std::int64_t fetched = 0;  // When that was, in seconds since 1970.
  // Not to be asked before: the server's own wish, or we wait after failures.
  std::int64_t not_before = 0;
  std::uint32_t failures = 0;  // In a row.
};

// What is kept of a host.
struct HostState {
  std::int64_t fetched = 0;
  std::string robots;  // Its robots.txt; empty when it has none.
};

// The file `feeds` of an archive (docs/index-format.md). It saves requests and nothing else:
// without it, everything is fetched once more and changes nothing.
class FeedLog {
 public:
  // A file that is missing or unreadable is an empty log.
  static FeedLog load(const std::string& archive);

  std::map<std::string, FeedState> feeds;  // By address as given.
  std::map<std::string, HostState> hosts;  // By scheme, host and port: "https://lantern.example".

  Result<void> save(const std::string& archive) const;
};

}  // namespace backfile
