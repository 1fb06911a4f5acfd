// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/message.h"

namespace backfile {

// An answer with 200 that has been computed, encoded and put into words, to be sent any number of
// times: all bytes but those that differ from one request to the next.
struct StoredAnswer {
  HttpResponse response;  // Encoded for one kind of client; without the common headers.
  std::string etag;
  std::string head;               // Status line and headers, each with its CR LF; no Date.
  std::string head_not_modified;  // The same of the 304 that stands for it.
};

// REQUIRES: a response with 200 and an ETag, encoded.
std::shared_ptr<const StoredAnswer> store(HttpResponse response);

// What differs from one request to the next.
struct ReplyOptions {
  bool is_head = false;
  bool keep_alive = true;
  std::string_view if_none_match = {};
  const std::vector<std::pair<std::string, std::string>>* more_headers = nullptr;
};

// A response as it is sent. Its body is shared with whoever else is sent it.
struct Reply {
  int status = 200;
  std::string head;       // With the blank line.
  std::string_view body;  // Of `answer`; empty for HEAD and for 304.
  std::shared_ptr<const StoredAnswer> answer;
};

Reply reply_with(std::shared_ptr<const StoredAnswer> answer, const ReplyOptions& options);

}  // namespace backfile
