// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/log_queue.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>

#include "common/log.h"

namespace backfile {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kLook = 100;                          // Milliseconds between two looks at a stop.
constexpr std::chrono::milliseconds kParting{500};  // For what waits at the end.

std::uint64_t lines_in(std::string_view text) {
  return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

LogQueue::LogQueue(int descriptor) : descriptor_(descriptor) {
  struct stat status {};
  if (::fstat(descriptor, &status) == 0) {
    if (S_ISFIFO(status.st_mode)) {
      const std::string path = "/proc/self/fd/" + std::to_string(descriptor);
      unblocked_ = Descriptor(::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC));
      if (unblocked_) kind_ = Kind::Pipe;
    } else if (S_ISSOCK(status.st_mode)) {
      kind_ = Kind::Socket;
    }
  }
  thread_ = std::thread([this] { work(); });
  set_log_sink(this);
}

LogQueue::~LogQueue() {
  set_log_sink(nullptr);
  {
    const std::lock_guard lock(mutex_);
    finishing_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void LogQueue::write(std::string_view lines) {
  const std::lock_guard lock(mutex_);
  std::size_t written = 0;
  if (waiting_.empty() && (kind_ != Kind::Other || can_write(0))) written = write_now(lines);
  if (written < lines.size()) keep(lines.substr(written), written > 0);
}

std::uint64_t LogQueue::dropped() const {
  const std::lock_guard lock(mutex_);
  return dropped_;
}

std::size_t LogQueue::write_now(std::string_view bytes) {
  std::size_t written = 0;
  while (written < bytes.size()) {
    const char* const from = bytes.data() + written;
    // More than a terminal or a pipe that is writable takes for certain would make it wait.
    const std::size_t size =
        std::min<std::size_t>(bytes.size() - written, kind_ == Kind::Other ? 4096 : 65'536);
    const ssize_t n =
        kind_ == Kind::Socket
            ? ::send(descriptor_, from, size, MSG_DONTWAIT | MSG_NOSIGNAL)
            : ::write(kind_ == Kind::Pipe ? unblocked_.get() : descriptor_, from, size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno != EAGAIN) {
      // Nobody will ever read it, nor a line that told of it.
      dropped_ += lines_in(bytes.substr(written));
      told_ = dropped_;
      return bytes.size();
    }
    if (n <= 0) break;
    written += static_cast<std::size_t>(n);
    if (kind_ == Kind::Other && written < bytes.size() && !can_write(0)) break;
  }
  return written;
}

// A line that was begun is kept whatever waits.
void LogQueue::keep(std::string_view rest, bool begun) {
  const std::size_t most = begun ? rest.find('\n') + 1 : 0;
  const std::size_t room = waiting_.size() < kMostWaiting ? kMostWaiting - waiting_.size() : 0;
  std::string_view kept = rest.substr(0, std::max(most, std::min(room, rest.size())));
  kept = kept.substr(0, kept.rfind('\n') + 1);
  try {
    waiting_ += kept;
  } catch (...) {
    kept = {};
  }
  dropped_ += lines_in(rest.substr(kept.size()));
  changed_.notify_one();
}

void LogQueue::tell_dropped() {
  if (dropped_ == told_) return;
  waiting_ += log_line(LogLevel::Warn, "log_dropped", {{"lines", dropped_ - told_}}) + "\n";
  told_ = dropped_;
}

bool LogQueue::can_write(int milliseconds) const {
  pollfd waited{
      .fd = kind_ == Kind::Pipe ? unblocked_.get() : descriptor_, .events = POLLOUT, .revents = 0};
  return ::poll(&waited, 1, milliseconds) > 0;
}

void LogQueue::work() {
  Clock::time_point end = Clock::time_point::max();
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return finishing_ || !waiting_.empty(); });
    if (finishing_ && end == Clock::time_point::max()) end = Clock::now() + kParting;
    if (waiting_.empty() || Clock::now() > end) return;
    lock.unlock();
    const bool ready = can_write(kLook);
    lock.lock();
    if (!ready) continue;
    waiting_.erase(0, write_now(waiting_));
    if (waiting_.empty()) tell_dropped();
  }
}

}  // namespace backfile
