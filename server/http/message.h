// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/body_source.h"

namespace backfile {

// A request as far as the handlers need it, and its answer: plain values that know no library.

struct HttpRequest {
  std::string target = {};  // As sent: path and query, not decoded.
  std::string if_none_match = {};
  bool accepts_gzip = false;
  std::string base = {};  // "http://" and the host that was asked.
  bool is_post = false;
  bool is_options = false;
  std::string content_type = {};  // Of the body of a POST.
  std::string body = {};
};

// What an answer was made from. While the archive has this revision, every request with the same
// canonical target has the same answer.
struct AnswerOrigin {
  std::string archive = {};  // Its uuid.
  std::uint64_t revision = 0;
  std::string canonical_target = {};
  // Whether the target as sent always means this canonical one. Not when it counts back from now.
  bool found_as_sent = true;
};

struct HttpResponse {
  int status = 200;
  std::string content_type = {};
  std::string body = {};
  std::vector<std::pair<std::string, std::string>> headers = {};

  std::shared_ptr<BodySource> stream = {};  // What follows the body, if there is more.

  std::optional<AnswerOrigin> origin = {};  // Of an answer that may be kept.
  bool is_encoded = false;                  // The body has the form in which it is sent.

  // For the log only.
  std::string_view route = "-";
  std::optional<std::uint64_t> hits = {};
  std::string fault = {};   // What went wrong on our side; never sent.
  std::string query = {};   // Of a search, as it was understood,
  std::string target = {};  // and with all that restricts it.
};

}  // namespace backfile
