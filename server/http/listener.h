// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "common/result.h"
#include "server/http/descriptor.h"

namespace backfile {

// A host and a port, or the path of a Unix socket.
struct ListenAddress {
  std::string host = {};  // A name or a literal, IPv6 without its brackets.
  std::uint16_t port = 0;
  std::string path = {};  // Of a Unix socket; then there is no host.
};

// "127.0.0.1:8080", "[::1]:8080", "localhost:8080", "unix:/run/backfile.sock". InvalidArgument
// otherwise.
Result<ListenAddress> parse_listen_address(std::string_view text);

// The file of a Unix socket, which goes with this object.
class SocketFile {
 public:
  SocketFile() = default;
  SocketFile(std::string path, Descriptor lock) : path_(std::move(path)), lock_(std::move(lock)) {}
  SocketFile(SocketFile&& other) noexcept
      : path_(std::exchange(other.path_, {})), lock_(std::move(other.lock_)) {}
  SocketFile& operator=(SocketFile&&) = delete;
  ~SocketFile() { remove(); }

  void remove();

 private:
  std::string path_;
  Descriptor lock_;
};

struct Listener {
  Descriptor socket;
  std::string url;        // With the port that was really taken: "http://127.0.0.1:8080/".
  bool loopback = false;  // Only programs on this machine can reach it.
  SocketFile file = {};
};

// A listening socket; port 0 takes any free one. System when the address cannot be had. The port is
// never shared: a second server on it must fail, not take half of the requests. The file of a Unix
// socket gets `mode`; one that a dead server left is replaced, one that is served is not.
Result<Listener> listen_on(const ListenAddress& address, mode_t mode = 0660);

// The socket that systemd passes to this process by LISTEN_PID and LISTEN_FDS
// (sd_listen_fds(3)), which are taken out of the environment; nothing when it passes none. System
// when it is not one listening stream socket. Before the first thread.
Result<std::optional<Listener>> listener_of_systemd();

}  // namespace backfile
