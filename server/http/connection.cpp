// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/connection.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "server/http/request_head.h"

namespace backfile {

bool send_some(int socket, std::string& bytes) {
  std::size_t sent = 0;
  while (sent < bytes.size()) {
    const ssize_t n = ::send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno != EAGAIN) return false;
    if (n <= 0) break;
    sent += static_cast<std::size_t>(n);
  }
  bytes.erase(0, sent);
  return true;
}

bool send_some(int socket, std::string_view head, std::string_view body, std::string& rest) {
  // The kernel never writes to them; its interface is older than const.
  std::array<iovec, 2> pieces{{{const_cast<char*>(head.data()), head.size()},
                               {const_cast<char*>(body.data()), body.size()}}};
  msghdr message{};
  message.msg_iov = pieces.data();
  message.msg_iovlen = body.empty() ? 1 : 2;
  ssize_t n = 0;
  do {
    n = ::sendmsg(socket, &message, MSG_NOSIGNAL);
  } while (n < 0 && errno == EINTR);
  if (n < 0 && errno != EAGAIN) return false;
  const auto sent = static_cast<std::size_t>(std::max<ssize_t>(n, 0));
  if (sent == head.size() + body.size()) return true;
  rest = head.substr(std::min(sent, head.size()));
  rest += body.substr(sent - std::min(sent, head.size()));
  return true;
}

bool Connection::receive() {
  std::array<char, 16 * 1024> buffer;
  const std::size_t most = std::max(kLongestHead + 1, awaited);
  while (input.size() < most) {
    const ssize_t n = ::recv(socket.get(), buffer.data(), buffer.size(), 0);
    if (n > 0) {
      input.append(buffer.data(), static_cast<std::size_t>(n));
      continue;
    }
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno != EAGAIN) return false;
    peer_done = n == 0;
    break;
  }
  return true;
}

void Connection::release() {
  if (input.empty()) input = {};
  output = {};
}

bool Connection::discard() {
  constexpr int kMostReads = 16;  // So that no client keeps the thread to itself.
  std::array<char, 16 * 1024> buffer;
  for (int i = 0; i < kMostReads; ++i) {
    const ssize_t n = ::recv(socket.get(), buffer.data(), buffer.size(), 0);
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) return false;
    if (n < 0) break;
  }
  return true;
}

}  // namespace backfile
