// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>

#include "common/result.h"

namespace backfile {

struct HttpRequest {
  std::string url;
  // Validators of what we have already; empty: none.
  std::string etag;
  std::string last_modified;
};

struct HttpAnswer {
  long status = 0;
  std::string redirect;      // Where a 3xx leads to, as a whole address.
  std::string body;          // Decompressed.
  std::string content_type;  // With its parameters.
  std::string etag;
  std::string last_modified;
  std::string retry_after;
};

struct HttpLimits {
  std::size_t body_bytes = 16 << 20;
  long connect_seconds = 10;
  long total_seconds = 60;
  // Not zero: give up as soon as possible. May be null.
  const std::atomic<int>* stop = nullptr;
};

// One GET over http or https, without following redirects. Io, with the reason, when there is no
// answer, or one beyond the limits. Reads the usual variables for proxies.
Result<HttpAnswer> http_get(const HttpRequest& request, const std::string& user_agent,
                            const HttpLimits& limits);

}  // namespace backfile
