// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/result.h"
#include "server/http/descriptor.h"

namespace backfile {

struct ListenAddress {
  std::string host;  // A name or a literal, IPv6 without its brackets.
  std::uint16_t port = 0;
};

// "127.0.0.1:8080", "[::1]:8080", "localhost:8080". InvalidArgument otherwise.
Result<ListenAddress> parse_listen_address(std::string_view text);

struct Listener {
  Descriptor socket;
  std::string url;        // With the port that was really taken: "http://127.0.0.1:8080/".
  bool loopback = false;  // Only programs on this machine can reach it.
};

// A listening socket; port 0 takes any free one. System when the address cannot be had. The port is
// never shared: a second server on it must fail, not take half of the requests.
Result<Listener> listen_on(const ListenAddress& address);

}  // namespace backfile
