// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "server/http/message.h"

namespace backfile {

// What is logged beside failures.
struct LogRules {
  bool every_request = true;
  std::chrono::milliseconds slow{0};  // Searches that took as long are logged with what was
                                      // searched for; 0: none.
};

// The log line of a response, with a line for what went wrong on our side and one for a slow
// search, each with its newline. `status` and `bytes` as sent.
struct LoggedResponse {
  std::string_view method;
  const HttpResponse& response;
  int status;
  std::size_t bytes;
  std::chrono::steady_clock::duration took;
};
void append_request_lines(const LoggedResponse& logged, const LogRules& rules, std::string& lines);

}  // namespace backfile
