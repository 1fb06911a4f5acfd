// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/stored_answer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "server/http/common_headers.h"
#include "server/http/etag.h"

namespace backfile {
namespace {

void append_header(std::string_view name, std::string_view value, std::string& head) {
  head.append(name).append(": ").append(value).append("\r\n");
}

// A 304 has no body, and repeats no header but those that a cache needs.
bool is_of_not_modified(std::string_view name) {
  constexpr std::array<std::string_view, 4> kNames = {"ETag", "Cache-Control", "Vary",
                                                      "Access-Control-Allow-Origin"};
  return std::ranges::find(kNames, name) != kNames.end();
}

}  // namespace

std::shared_ptr<const StoredAnswer> store(HttpResponse response) {
  auto stored = std::make_shared<StoredAnswer>();
  std::string common;
  for (const auto& [name, value] : kFixedHeaders) append_header(name, value, common);
  stored->head = "HTTP/1.1 200 OK\r\n";
  stored->head_not_modified = "HTTP/1.1 304 Not Modified\r\n";
  for (const auto& [name, value] : response.headers) {
    append_header(name, value, stored->head);
    if (is_of_not_modified(name)) append_header(name, value, stored->head_not_modified);
    if (name == "ETag") stored->etag = value;
  }
  append_header("Content-Type", response.content_type, stored->head);
  append_header("Content-Length", std::to_string(response.body.size()), stored->head);
  stored->head += common;
  stored->head_not_modified += common;
  stored->response = std::move(response);
  return stored;
}

Reply reply_with(std::shared_ptr<const StoredAnswer> answer, const ReplyOptions& options) {
  Reply reply;
  const bool known =
      !options.if_none_match.empty() && names_etag(options.if_none_match, answer->etag);
  reply.status = known ? 304 : 200;
  const std::string& head = known ? answer->head_not_modified : answer->head;
  const std::string_view connection = options.keep_alive ? kKeepAliveLine : kCloseLine;
  const std::string date = http_date_now();
  reply.head.reserve(head.size() + date.size() + connection.size() + 10);
  reply.head += head;
  append_header("Date", date, reply.head);
  if (options.more_headers != nullptr) {
    for (const auto& [name, value] : *options.more_headers) append_header(name, value, reply.head);
  }
  reply.head.append(connection).append("\r\n");
  if (!known && !options.is_head) reply.body = answer->response.body;
  reply.answer = std::move(answer);
  return reply;
}

}  // namespace backfile
