// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "server/http/message.h"

namespace backfile {

// The log line of a response, with a line for what went wrong on our side, each with its newline.
// `status` and `bytes` as sent. Without `every_request` there is only the line for a failure.
struct LoggedResponse {
  std::string_view method;
  const HttpResponse& response;
  int status;
  std::size_t bytes;
  std::chrono::steady_clock::duration took;
};
void append_request_lines(const LoggedResponse& logged, bool every_request, std::string& lines);

}  // namespace backfile
