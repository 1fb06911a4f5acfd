// SPDX-License-Identifier: GPL-3.0-or-later
// The query part of a target and a request's head: what is accepted must have a canonical form that
// is accepted again and means the same.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "server/api/request.h"
#include "server/http/request_head.h"
#include "server/render/target.h"

namespace {

using backfile::Route;

void check_parameters(Route route, std::string_view query) {
  const auto request = backfile::parse_api_request(route, query);
  if (!request) {
    if (request.error().message.empty()) std::abort();
    return;
  }
  const std::string canonical = to_string(request->target);
  const std::size_t mark = canonical.find('?');
  const auto again = backfile::parse_api_request(
      route, mark == std::string::npos ? std::string() : canonical.substr(mark + 1));
  if (!again || to_string(again->target) != canonical) std::abort();
}

void check_head(std::string_view bytes) {
  const std::size_t size = backfile::head_size(bytes);
  if (size == 0) return;
  const auto head = backfile::parse_head(bytes.substr(0, size));
  if (head && head->target.find_first_of(" \r\n") != std::string::npos) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const Route route : {Route::Search, Route::Facets, Route::Timeline}) {
    check_parameters(route, bytes);
  }
  check_head(bytes);
  return 0;
}
