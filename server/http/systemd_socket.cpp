// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

#include "server/http/bound_address.h"
#include "server/http/listener.h"

namespace backfile {
namespace {

constexpr int kFirstPassed = 3;  // SD_LISTEN_FDS_START.

Error unfit(const std::string& reason) {
  return {ErrorCode::System, "Cannot use the socket that systemd passed: " + reason + "."};
}

std::string taken_from_environment(const char* name) {
  const char* const value = std::getenv(name);
  std::string text = value == nullptr ? "" : value;
  ::unsetenv(name);
  return text;
}

int option_of(int socket, int name) {
  int value = 0;
  socklen_t size = sizeof value;
  return ::getsockopt(socket, SOL_SOCKET, name, &value, &size) == 0 ? value : -1;
}

}  // namespace

Result<std::optional<Listener>> listener_of_systemd() {
  const std::string process = taken_from_environment("LISTEN_PID");
  const std::string count = taken_from_environment("LISTEN_FDS");
  taken_from_environment("LISTEN_FDNAMES");
  if (process != std::to_string(::getpid()) || count.empty()) return std::optional<Listener>();
  if (count != "1") return unfit("there must be one, not \"" + count + "\"");
  if (option_of(kFirstPassed, SO_TYPE) != SOCK_STREAM ||
      option_of(kFirstPassed, SO_ACCEPTCONN) != 1) {
    return unfit("it is not a stream socket that listens (Accept=no in the unit)");
  }
  const int flags = ::fcntl(kFirstPassed, F_GETFL);
  if (flags < 0 || ::fcntl(kFirstPassed, F_SETFL, flags | O_NONBLOCK) != 0 ||
      ::fcntl(kFirstPassed, F_SETFD, FD_CLOEXEC) != 0) {
    return unfit(std::strerror(errno));
  }
  auto listener = described(Descriptor(kFirstPassed));
  if (!listener) return unfit(listener.error().message);
  return std::optional<Listener>(std::move(listener).value());
}

}  // namespace backfile
