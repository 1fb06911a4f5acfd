// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/unix_socket.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "server/http/bound_address.h"

namespace backfile {
namespace {

Error cannot_listen(const std::string& path, const std::string& reason) {
  return {ErrorCode::System, "Cannot listen on unix:" + path + ": " + reason + "."};
}

// Whoever has the lock owns the path: what lies there is left by a server that is no more, and no
// other one replaces it in the same moment.
Result<Descriptor> take_lock(const std::string& path) {
  Descriptor lock(
      ::open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!lock) return cannot_listen(path, std::strerror(errno));
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno == EWOULDBLOCK) return cannot_listen(path, "another server has it");
  return cannot_listen(path, std::strerror(errno));
}

Result<void> remove_old_socket(const std::string& path, const sockaddr_un& address) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return {};
  if (!S_ISSOCK(status.st_mode)) {
    return cannot_listen(path, "a file that is no socket lies there");
  }
  const Descriptor probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const int connected =
      ::connect(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
  if (connected == 0 || errno == EAGAIN) return cannot_listen(path, "another program serves it");
  if (::unlink(path.c_str()) != 0) return cannot_listen(path, std::strerror(errno));
  return {};
}

}  // namespace

void SocketFile::remove() {
  // The lock's file stays: another server may have opened it a moment ago.
  if (!path_.empty()) ::unlink(path_.c_str());
  path_.clear();
}

Result<Listener> listen_on_unix_socket(const std::string& path, mode_t mode) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    return cannot_listen(
        path, "the path is longer than " + std::to_string(sizeof address.sun_path - 1) + " bytes");
  }
  std::memcpy(address.sun_path, path.data(), path.size());
  auto lock = take_lock(path);
  if (!lock) return std::move(lock).error();
  if (auto removed = remove_old_socket(path, address); !removed) return removed.error();
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  // Nobody may connect before the mode is set.
  const mode_t before = ::umask(0777);
  const int bound =
      ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
  const int reason = errno;
  ::umask(before);
  if (bound != 0) return cannot_listen(path, std::strerror(reason));
  SocketFile file(path, std::move(*lock));
  if (::chmod(path.c_str(), mode) != 0 || ::listen(socket.get(), kBacklog) != 0) {
    return cannot_listen(path, std::strerror(errno));
  }
  return Listener{.socket = std::move(socket),
                  .url = "unix:" + path,
                  .loopback = true,
                  .file = std::move(file)};
}

}  // namespace backfile
