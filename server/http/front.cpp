// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/front.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server/http/worker_pool.h"

namespace backfile {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kSweep{200};    // How often deadlines are looked at.
constexpr milliseconds kLinger{1000};  // For a client that is served no more.

struct Connection {
  enum class State {
    Reading,   // A head, or waiting for one.
    Working,   // With a worker; not watched.
    Writing,   // The rest of a response.
    Lingering  // Refused; what still comes is thrown away, or the answer would be lost with it.
  };
  Descriptor socket;
  State state = State::Reading;
  std::string input;
  std::string output;
  bool keep_alive = true;
  bool peer_done = false;  // It will send nothing more.
  Clock::time_point deadline;

  bool is_idle() const { return state == State::Reading && input.empty(); }
};

// What a worker hands back.
struct Finished {
  int fd;
  std::string rest;  // Not yet sent.
  bool alive;        // The connection is fit for more.
};

// Sends what the socket takes now and removes it from `bytes`; false when the connection is lost.
bool send_some(int fd, std::string& bytes) {
  std::size_t sent = 0;
  while (sent < bytes.size()) {
    const ssize_t n = ::send(fd, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno != EAGAIN) return false;
    if (n <= 0) break;
    sent += static_cast<std::size_t>(n);
  }
  bytes.erase(0, sent);
  return true;
}

}  // namespace

class Front::Impl {
 public:
  Impl(Descriptor listener, const FrontLimits& limits, Callbacks callbacks)
      : limits_(limits),
        callbacks_(std::move(callbacks)),
        listener_(std::move(listener)),
        epoll_(::epoll_create1(EPOLL_CLOEXEC)),
        wake_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
        workers_(limits.workers, limits.waiting) {}

  Result<std::size_t> run(int stop);

 private:
  bool watch(int fd);
  void dispatch(int fd, int stop);
  void accept_all();
  void accept_one(Descriptor socket);
  void make_room();
  void on_event(Connection& connection);
  void read(Connection& connection);
  void take_head(Connection& connection);
  void work(Connection& connection, RequestHead head);
  void refuse(Connection& connection, const Error& error, std::string_view target);
  void linger(Connection& connection);
  void write(Connection& connection);
  void after_response(Connection& connection);
  void take_finished();
  void rearm(Connection& connection, std::uint32_t events);
  void close(Connection& connection);
  void sweep();
  void begin_stop();

  const FrontLimits limits_;
  const Callbacks callbacks_;
  Descriptor listener_;
  Descriptor epoll_;
  Descriptor wake_;
  std::unordered_map<int, Connection> connections_;
  bool stopping_ = false;
  Clock::time_point stop_deadline_;
  std::mutex mutex_;
  std::vector<Finished> finished_;  // Guarded by mutex_.
  WorkerPool workers_;              // Last, so that its threads end before what they use.
};

Result<std::size_t> Front::Impl::run(int stop) {
  if (!epoll_ || !wake_ || !watch(listener_.get()) || !watch(wake_.get()) || !watch(stop)) {
    return Error{.code = ErrorCode::System,
                 .message = std::string("Cannot watch sockets: ") + std::strerror(errno) + "."};
  }
  Clock::time_point next_sweep = Clock::now() + kSweep;
  std::array<epoll_event, 128> events{};
  while (!stopping_ || !connections_.empty()) {
    const int count = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()),
                                   static_cast<int>(kSweep.count()));
    for (int i = 0; i < count; ++i) dispatch(events[static_cast<std::size_t>(i)].data.fd, stop);
    const Clock::time_point now = Clock::now();
    if (now >= next_sweep) {
      sweep();
      next_sweep = now + kSweep;
    }
    if (stopping_ && now >= stop_deadline_) break;
  }
  return connections_.size();
}

bool Front::Impl::watch(int fd) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = fd;
  return ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event) == 0;
}

// An event may be about a descriptor that was closed a moment ago and given out again. That does no
// harm: nothing is concluded from it but that reading and writing may be tried.
void Front::Impl::dispatch(int fd, int stop) {
  if (fd == listener_.get()) {
    accept_all();
  } else if (fd == wake_.get()) {
    take_finished();
  } else if (fd == stop) {
    if (!stopping_) begin_stop();
  } else if (const auto found = connections_.find(fd); found != connections_.end()) {
    on_event(found->second);
  }
}

void Front::Impl::accept_all() {
  while (listener_) {
    Descriptor socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (socket) {
      accept_one(std::move(socket));
      continue;
    }
    if (errno == EINTR || errno == ECONNABORTED) continue;
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      // The connection still waits in the kernel: make room and do not spin.
      make_room();
      std::this_thread::sleep_for(milliseconds(10));
    }
    return;
  }
}

void Front::Impl::accept_one(Descriptor socket) {
  if (connections_.size() >= limits_.connections) make_room();
  if (connections_.size() >= limits_.connections) return;
  // Without it a response waits for the client's delayed acknowledgement: 43 ms.
  const int on = 1;
  ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const int fd = socket.get();
  epoll_event event{};
  event.events = EPOLLIN | EPOLLONESHOT;
  event.data.fd = fd;
  if (::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event) != 0) return;
  Connection connection;
  connection.socket = std::move(socket);
  connection.deadline = Clock::now() + limits_.head;
  connections_.emplace(fd, std::move(connection));
}

void Front::Impl::make_room() {
  Connection* oldest = nullptr;
  for (auto& [fd, connection] : connections_) {
    if (!connection.is_idle()) continue;
    if (oldest == nullptr || connection.deadline < oldest->deadline) oldest = &connection;
  }
  if (oldest != nullptr) close(*oldest);
}

void Front::Impl::on_event(Connection& connection) {
  switch (connection.state) {
    case Connection::State::Reading: return read(connection);
    case Connection::State::Writing: return write(connection);
    case Connection::State::Lingering: return linger(connection);
    case Connection::State::Working: return;
  }
}

void Front::Impl::read(Connection& connection) {
  std::array<char, 16 * 1024> buffer;
  const bool was_idle = connection.input.empty();
  while (connection.input.size() <= kLongestHead) {
    const ssize_t n = ::recv(connection.socket.get(), buffer.data(), buffer.size(), 0);
    if (n > 0) {
      connection.input.append(buffer.data(), static_cast<std::size_t>(n));
      continue;
    }
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno != EAGAIN) return close(connection);
    connection.peer_done = n == 0;
    break;
  }
  if (was_idle && !connection.input.empty()) connection.deadline = Clock::now() + limits_.head;
  take_head(connection);
}

// Answers the first request in the input, if it is there whole.
void Front::Impl::take_head(Connection& connection) {
  const std::size_t size = head_size(connection.input);
  if (size > kLongestHead || (size == 0 && connection.input.size() > kLongestHead)) {
    return refuse(connection, head_too_large(connection.input), {});
  }
  if (size == 0) {
    if (connection.peer_done) return close(connection);
    return rearm(connection, EPOLLIN);
  }
  auto head = parse_head(std::string_view(connection.input).substr(0, size));
  if (!head) return refuse(connection, head.error(), {});
  connection.input.erase(0, size);
  work(connection, std::move(head).value());
}

void Front::Impl::work(Connection& connection, RequestHead head) {
  // Requests that came behind this one are answered, too.
  const bool last = head_size(connection.input) == 0;
  if (last && (connection.peer_done || stopping_)) head.keep_alive = false;
  const int fd = connection.socket.get();
  const std::string target = head.target;
  connection.keep_alive = head.keep_alive;
  connection.state = Connection::State::Working;
  const bool accepted = workers_.submit([this, fd, head = std::move(head)] {
    Finished finished{.fd = fd, .rest = callbacks_.answer(head), .alive = true};
    finished.alive = send_some(fd, finished.rest);
    {
      const std::lock_guard lock(mutex_);
      finished_.push_back(std::move(finished));
    }
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(wake_.get(), &one, sizeof one);
  });
  if (accepted) return;
  refuse(connection,
         {.code = ErrorCode::Unavailable, .message = "Too many requests wait already; try again."},
         target);
}

void Front::Impl::refuse(Connection& connection, const Error& error, std::string_view target) {
  std::string bytes = callbacks_.refuse(error, target);
  if (!send_some(connection.socket.get(), bytes)) return close(connection);
  ::shutdown(connection.socket.get(), SHUT_WR);
  connection.state = Connection::State::Lingering;
  connection.deadline = Clock::now() + kLinger;
  linger(connection);
}

void Front::Impl::linger(Connection& connection) {
  constexpr int kMostReads = 16;  // At a time, so that no client keeps the thread to itself.
  std::array<char, 16 * 1024> buffer;
  for (int i = 0; i < kMostReads; ++i) {
    const ssize_t n = ::recv(connection.socket.get(), buffer.data(), buffer.size(), 0);
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) return close(connection);
    if (n < 0) break;
  }
  rearm(connection, EPOLLIN);
}

void Front::Impl::write(Connection& connection) {
  if (!send_some(connection.socket.get(), connection.output)) return close(connection);
  if (connection.output.empty()) return after_response(connection);
  rearm(connection, EPOLLOUT);
}

void Front::Impl::take_finished() {
  std::uint64_t count = 0;
  [[maybe_unused]] const ssize_t bytes = ::read(wake_.get(), &count, sizeof count);
  std::vector<Finished> finished;
  {
    const std::lock_guard lock(mutex_);
    finished.swap(finished_);
  }
  for (Finished& one : finished) {
    const auto found = connections_.find(one.fd);
    if (found == connections_.end()) continue;
    Connection& connection = found->second;
    if (!one.alive) {
      close(connection);
    } else if (one.rest.empty()) {
      after_response(connection);
    } else {
      connection.output = std::move(one.rest);
      connection.state = Connection::State::Writing;
      connection.deadline = Clock::now() + limits_.write;
      rearm(connection, EPOLLOUT);
    }
  }
}

void Front::Impl::after_response(Connection& connection) {
  if (!connection.keep_alive || (stopping_ && connection.input.empty())) return close(connection);
  connection.state = Connection::State::Reading;
  const bool idle = connection.input.empty();
  connection.deadline = Clock::now() + (idle ? limits_.idle : limits_.head);
  if (idle && !connection.peer_done) return rearm(connection, EPOLLIN);
  take_head(connection);
}

void Front::Impl::rearm(Connection& connection, std::uint32_t events) {
  epoll_event event{};
  event.events = events | EPOLLONESHOT;
  event.data.fd = connection.socket.get();
  if (::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, connection.socket.get(), &event) != 0) {
    close(connection);
  }
}

void Front::Impl::close(Connection& connection) { connections_.erase(connection.socket.get()); }

void Front::Impl::sweep() {
  const Clock::time_point now = Clock::now();
  std::erase_if(connections_, [&](const auto& entry) {
    return entry.second.state != Connection::State::Working && entry.second.deadline <= now;
  });
}

void Front::Impl::begin_stop() {
  stopping_ = true;
  stop_deadline_ = Clock::now() + limits_.drain;
  // What has reached the kernel is in flight, too.
  accept_all();
  listener_.reset();
  std::vector<int> idle;
  for (const auto& [fd, connection] : connections_) {
    if (connection.is_idle()) idle.push_back(fd);
  }
  for (const int fd : idle) read(connections_.at(fd));
  std::erase_if(connections_, [](const auto& entry) { return entry.second.is_idle(); });
  // A head that is still on its way gets a moment more.
  for (auto& [fd, connection] : connections_) {
    if (connection.state != Connection::State::Reading) continue;
    connection.deadline = std::min(connection.deadline, Clock::now() + kLinger);
  }
}

Front::Front(Descriptor listener, const FrontLimits& limits, Callbacks callbacks)
    : impl_(std::make_unique<Impl>(std::move(listener), limits, std::move(callbacks))) {}

Front::~Front() = default;

Result<std::size_t> Front::run(int stop) { return impl_->run(stop); }

}  // namespace backfile
