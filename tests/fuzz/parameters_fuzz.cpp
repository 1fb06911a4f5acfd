// SPDX-License-Identifier: GPL-3.0-or-later
// The query part of a target and a request's head: what is accepted must have a canonical form that
// is accepted again and means the same.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "common/text.h"
#include "server/api/meilisearch_filter.h"
#include "server/api/post_body.h"
#include "server/api/request.h"
#include "server/http/request_head.h"
#include "server/render/target.h"

namespace {

using backfile::Route;

void check_parameters(Route route, std::string_view query) {
  const auto request = backfile::parse_api_request(route, query, 0);
  if (!request) {
    if (request.error().message.empty()) std::abort();
    return;
  }
  const std::string canonical = to_string(request->target);
  const std::size_t mark = canonical.find('?');
  const auto again = backfile::parse_api_request(
      route, mark == std::string::npos ? std::string() : canonical.substr(mark + 1), 0);
  if (!again || to_string(again->target) != canonical) std::abort();
}

void check_head(std::string_view bytes) {
  const std::size_t size = backfile::head_size(bytes);
  if (size == 0) return;
  const auto head = backfile::parse_head(bytes.substr(0, size));
  if (head && head->target.find_first_of(" \r\n") != std::string::npos) std::abort();
}

// A body becomes a target that can be split again, or is refused with a reason.
void check_body(std::string_view bytes) {
  for (const char* type : {"application/json", "application/x-www-form-urlencoded"}) {
    const auto get = backfile::as_get({.target = "/api/v1/search",
                                       .is_post = true,
                                       .content_type = type,
                                       .body = std::string(bytes)});
    if (!get && get.error().message.empty()) std::abort();
  }
}

// What a filter of Meilisearch becomes is a tree as the parser of queries builds them.
void check_filter(std::string_view bytes) {
  if (!backfile::is_valid_utf8(bytes)) return;
  const auto node = backfile::parse_meilisearch_filter(bytes);
  if (node && *node && to_string(**node).empty()) std::abort();
  const auto words = backfile::meilisearch_words(bytes, true);
  if (words && to_string(*words).empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const backfile::RouteRow& row : backfile::kRoutes) check_parameters(row.route, bytes);
  check_body(bytes);
  check_filter(bytes);
  check_head(bytes);
  return 0;
}
