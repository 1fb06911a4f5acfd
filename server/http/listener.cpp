// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/listener.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <charconv>
#include <cstring>
#include <memory>

#include "server/http/bound_address.h"
#include "server/http/unix_socket.h"

namespace backfile {
namespace {

Error wrong_address(std::string_view text) {
  return {.code = ErrorCode::InvalidArgument,
          .message = "\"" + std::string(text) +
                     "\" is no address to listen on; write ADDRESS:PORT, like 127.0.0.1:8080 or "
                     "[::1]:8080, or unix:/PATH."};
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

}  // namespace

Result<ListenAddress> parse_listen_address(std::string_view text) {
  if (text.starts_with("unix:")) {
    const std::string_view path = text.substr(5);
    if (!path.starts_with('/') || path.ends_with('/')) return wrong_address(text);
    return ListenAddress{.path = std::string(path)};
  }
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

Result<Listener> listen_on(const ListenAddress& address, mode_t mode) {
  if (!address.path.empty()) return listen_on_unix_socket(address.path, mode);
  auto resolved = resolve(address);
  if (!resolved) return std::move(resolved).error();
  const addrinfo& first = **resolved;

  Descriptor socket(
      ::socket(first.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, first.ai_protocol));
  // SO_REUSEADDR lets us start again while old connections linger.
  const int on = 1;
  if (!socket || ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
      ::bind(socket.get(), first.ai_addr, first.ai_addrlen) != 0 ||
      ::listen(socket.get(), kBacklog) != 0) {
    return cannot_listen(address, std::strerror(errno));
  }
  auto listener = described(std::move(socket));
  if (!listener) return cannot_listen(address, listener.error().message);
  return listener;
}

}  // namespace backfile
