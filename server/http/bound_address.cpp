// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/bound_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>

namespace backfile {
namespace {

void describe_v4(const sockaddr_storage& bound, Listener& listener) {
  sockaddr_in address{};
  std::memcpy(&address, &bound, sizeof address);
  std::array<char, INET_ADDRSTRLEN> text{};
  ::inet_ntop(AF_INET, &address.sin_addr, text.data(), text.size());
  listener.loopback = (ntohl(address.sin_addr.s_addr) >> 24U) == 127U;
  listener.url =
      "http://" + std::string(text.data()) + ":" + std::to_string(ntohs(address.sin_port)) + "/";
}

void describe_v6(const sockaddr_storage& bound, Listener& listener) {
  sockaddr_in6 address{};
  std::memcpy(&address, &bound, sizeof address);
  std::array<char, INET6_ADDRSTRLEN> text{};
  ::inet_ntop(AF_INET6, &address.sin6_addr, text.data(), text.size());
  listener.loopback = IN6_IS_ADDR_LOOPBACK(&address.sin6_addr);
  listener.url =
      "http://[" + std::string(text.data()) + "]:" + std::to_string(ntohs(address.sin6_port)) + "/";
}

void describe_unix(const sockaddr_storage& bound, socklen_t size, Listener& listener) {
  sockaddr_un address{};
  std::memcpy(&address, &bound, sizeof address);
  const std::size_t length = size - offsetof(sockaddr_un, sun_path);
  listener.loopback = true;
  listener.url = "unix:" + std::string(address.sun_path, ::strnlen(address.sun_path, length));
}

}  // namespace

Result<Listener> described(Descriptor socket) {
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  if (::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&bound), &size) != 0) {
    return Error{ErrorCode::System, std::strerror(errno)};
  }
  Listener listener;
  listener.socket = std::move(socket);
  switch (bound.ss_family) {
    case AF_INET: describe_v4(bound, listener); break;
    case AF_INET6: describe_v6(bound, listener); break;
    case AF_UNIX: describe_unix(bound, size, listener); break;
    default: return Error{ErrorCode::System, "its kind of address is not known"};
  }
  return listener;
}

}  // namespace backfile
