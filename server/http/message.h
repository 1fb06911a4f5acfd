// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backfile {

// A request as far as the handlers need it, and its answer: plain values that know no library.

struct HttpRequest {
  std::string target = {};  // As sent: path and query, not decoded.
  std::string if_none_match = {};
  bool accepts_gzip = false;
};

struct HttpResponse {
  int status = 200;
  std::string content_type = {};
  std::string body = {};
  std::vector<std::pair<std::string, std::string>> headers = {};

  // For the log only.
  std::string_view route = "-";
  std::optional<std::uint64_t> hits = {};
  std::string fault = {};  // What went wrong on our side; never sent.
};

}  // namespace backfile
