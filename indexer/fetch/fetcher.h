// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "common/result.h"
#include "indexer/fetch/feed_log.h"
#include "indexer/fetch/http_client.h"
#include "indexer/fetch/robots.h"

namespace backfile {

struct FetchOptions {
  // Whom a server's people see; the part before the first "/" is looked for in robots.txt.
  std::string user_agent = "backfile";
  HttpLimits limits;
  // Between two requests to one host, at least; robots.txt may ask for more.
  std::chrono::milliseconds pause{1000};
};

// Something fetched that is news.
struct Fetched {
  std::string url;  // Behind all redirects.
  std::string content_type;
  std::string body;
};

// Fetches feeds and sitemaps as a guest should: only what robots.txt allows, one request at a time,
// with pauses, and nothing that has not changed. One thread.
class Fetcher {
 public:
  Fetcher(FetchOptions options, FeedLog log) : options_(std::move(options)), log_(std::move(log)) {}

  // Nothing when it has not changed since the last run that was kept, or when it is not to be asked
  // yet. Io, with the reason, when there is no good answer, Permission when robots.txt forbids it.
  Result<std::optional<Fetched>> fetch(const std::string& url);

  // The log with all that has happened since; to be saved once what was fetched is safe.
  const FeedLog& log() const { return log_; }

  // Without this the validators of what fetch() returned are not in log(), and it comes again.
  void keep(const std::string& url);

 private:
  Result<HttpAnswer> get_following(HttpRequest request, std::string* final_url);
  Result<HttpAnswer> get(const HttpRequest& request);
  Result<void> check_robots(const std::string& url);
  Result<std::string> robots_text(const std::string& origin);
  void wait_for(const std::string& origin, std::chrono::milliseconds pause);
  std::optional<Error> verdict(const std::string& url, const HttpAnswer& answer);

  FetchOptions options_;
  FeedLog log_;
  std::map<std::string, FeedState> pending_;
  std::map<std::string, RobotsRules> rules_;  // By origin.
  std::map<std::string, std::chrono::steady_clock::time_point> last_request_;
};

}  // namespace backfile
