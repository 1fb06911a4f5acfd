// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes as they come from a client, in one piece and cut in two: what is accepted is one request
// and can be nothing else, and where the bytes were cut makes no difference.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "server/http/request_head.h"

namespace {

using backfile::RequestHead;

void check(bool holds) {
  if (!holds) std::abort();
}

bool has_control(std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\t') || byte == 0x7F) return true;
  }
  return false;
}

// What RFC 9112 demands of a request, looked at from its result.
void check_accepted(const RequestHead& head) {
  check(head.target.starts_with('/') && !has_control(head.target));
  check(head.target.find_first_of(" #") == std::string::npos);
  check(head.target.size() <= backfile::kLongestTarget);
  check(head.headers.size() <= backfile::kMostHeaders);
  check(head.is_post || head.body_size == 0);
  check(!(head.is_post && head.is_head));
  check(head.body_size <= backfile::kLongestBody);
  std::size_t hosts = 0;
  std::size_t lengths = 0;
  for (const auto& [name, value] : head.headers) {
    check(!name.empty() && name.find_first_of(" :\t") == std::string::npos);
    check(!has_control(value));
    check(name != "transfer-encoding");
    if (name == "host") ++hosts;
    if (name == "content-length") ++lengths;
  }
  check(hosts == 1 || (head.is_old && hosts == 0));
  check(lengths <= 1);
  (void)backfile::accepts_gzip(head.header("accept-encoding"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t head = backfile::head_size(bytes);
  check(head <= bytes.size());
  if (head == 0) {
    (void)backfile::is_hopeless(bytes);
    check(!backfile::head_too_large(bytes).message.empty());
    return 0;
  }
  const auto parsed = backfile::parse_head(bytes.substr(0, head));
  if (!parsed) {
    check(!parsed.error().message.empty() && !parsed.error().detail.kind.empty());
    return 0;
  }
  check_accepted(*parsed);
  // No part of what is accepted was given up before its end.
  for (std::size_t cut = 0; cut < head; ++cut) {
    check(backfile::head_size(bytes.substr(0, cut)) == 0);
    check(!backfile::is_hopeless(bytes.substr(0, cut)));
  }
  return 0;
}
