// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/listener.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <charconv>
#include <cstring>
#include <memory>

namespace backfile {
namespace {

constexpr int kBacklog = 511;

Error wrong_address(std::string_view text) {
  return {.code = ErrorCode::InvalidArgument,
          .message = "\"" + std::string(text) +
                     "\" is no address to listen on; write ADDRESS:PORT, like 127.0.0.1:8080 or "
                     "[::1]:8080."};
}

Error cannot_listen(const ListenAddress& address, std::string_view reason) {
  return {.code = ErrorCode::System,
          .message = "Cannot listen on " + address.host + ":" + std::to_string(address.port) +
                     ": " + std::string(reason) + "."};
}

using AddressList = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

// The first address only, as "localhost" stands for two.
Result<AddressList> resolve(const ListenAddress& address) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int status =
      ::getaddrinfo(address.host.c_str(), std::to_string(address.port).c_str(), &hints, &found);
  if (status != 0) return cannot_listen(address, ::gai_strerror(status));
  return AddressList(found, &::freeaddrinfo);
}

bool is_loopback(const sockaddr_storage& address) {
  if (address.ss_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    return (ntohl(v4.sin_addr.s_addr) >> 24U) == 127U;
  }
  sockaddr_in6 v6{};
  std::memcpy(&v6, &address, sizeof v6);
  return IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr);
}

std::uint16_t port_of(const sockaddr_storage& address) {
  if (address.ss_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    return ntohs(v4.sin_port);
  }
  sockaddr_in6 v6{};
  std::memcpy(&v6, &address, sizeof v6);
  return ntohs(v6.sin6_port);
}

}  // namespace

Result<ListenAddress> parse_listen_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return wrong_address(text);
  std::string_view host = text.substr(0, colon);
  const std::string_view port = text.substr(colon + 1);
  const bool bracketed = host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  if (host.empty() || (!bracketed && host.find(':') != std::string_view::npos)) {
    return wrong_address(text);
  }
  ListenAddress address{.host = std::string(host)};
  const char* end = port.data() + port.size();
  const auto [stop, status] = std::from_chars(port.data(), end, address.port);
  if (port.empty() || status != std::errc() || stop != end) return wrong_address(text);
  return address;
}

Result<Listener> listen_on(const ListenAddress& address) {
  auto resolved = resolve(address);
  if (!resolved) return std::move(resolved).error();
  const addrinfo& first = **resolved;

  Listener listener;
  listener.socket = Descriptor(
      ::socket(first.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, first.ai_protocol));
  const int fd = listener.socket.get();
  // SO_REUSEADDR lets us start again while old connections linger.
  const int on = 1;
  if (fd < 0 || ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
      ::bind(fd, first.ai_addr, first.ai_addrlen) != 0 || ::listen(fd, kBacklog) != 0) {
    return cannot_listen(address, std::strerror(errno));
  }
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  if (::getsockname(fd, reinterpret_cast<sockaddr*>(&bound), &size) != 0) {
    return cannot_listen(address, std::strerror(errno));
  }
  const bool v6 = address.host.find(':') != std::string::npos;
  listener.loopback = is_loopback(bound);
  listener.url = "http://" + (v6 ? "[" + address.host + "]" : address.host) + ":" +
                 std::to_string(port_of(bound)) + "/";
  return listener;
}

}  // namespace backfile
