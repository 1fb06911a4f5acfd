// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/front.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>
#include <vector>

#include "server/http/connection_table.h"
#include "server/http/outbox.h"
#include "server/http/poller.h"
#include "server/http/worker_pool.h"

namespace backfile {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kSweep{200};    // How often deadlines are looked at.
constexpr milliseconds kLinger{1000};  // For a client that is served no more.

}  // namespace

class Front::Impl {
 public:
  Impl(Descriptor listener, const FrontLimits& limits, Callbacks callbacks)
      : limits_(limits),
        callbacks_(std::move(callbacks)),
        listener_(std::move(listener)),
        workers_(limits.workers, limits.waiting) {}

  Result<std::size_t> run(std::span<const int> stops);
  std::size_t waiting() const { return workers_.waiting(); }

 private:
  void dispatch(int fd, std::span<const int> stops);
  void accept_all();
  void accept_one(Descriptor socket);
  void on_event(Connection& connection);
  void read(Connection& connection);
  void take_heads(Connection& connection);
  bool take_head(Connection& connection);
  bool answer(Connection& connection, const RequestHead& head);
  void work(Connection& connection, RequestHead head);
  void pull(Connection& connection);
  void refuse(Connection& connection, const Error& error, std::string_view target);
  void linger(Connection& connection);
  void begin_writing(Connection& connection);
  void write(Connection& connection);
  void after_response(Connection& connection);
  bool continues(Connection& connection);
  void take_finished();
  void rearm(Connection& connection, Poller::Event event);
  void close(Connection& connection) { connections_.close(connection); }
  void begin_stop();

  const FrontLimits limits_;
  const Callbacks callbacks_;
  Descriptor listener_;
  Poller poller_;
  ConnectionTable connections_;
  bool stopping_ = false;
  Clock::time_point stop_deadline_;
  Outbox outbox_;
  WorkerPool workers_;  // Last, so that its threads end before what they use.
};

Result<std::size_t> Front::Impl::run(std::span<const int> stops) {
  if (!poller_.watch(listener_.get()) || !poller_.watch(outbox_.descriptor()) ||
      !std::ranges::all_of(stops, [this](int stop) { return poller_.watch(stop); })) {
    return Error{.code = ErrorCode::System,
                 .message = std::string("Cannot watch sockets: ") + std::strerror(errno) + "."};
  }
  Clock::time_point next_sweep = Clock::now() + kSweep;
  while (!stopping_ || !connections_.empty()) {
    for (const int fd : poller_.wait(kSweep)) dispatch(fd, stops);
    callbacks_.pause();
    const Clock::time_point now = Clock::now();
    if (now >= next_sweep) {
      connections_.close_late(now);
      next_sweep = now + kSweep;
    }
    if (stopping_ && now >= stop_deadline_) break;
  }
  return connections_.size();
}

void Front::Impl::dispatch(int fd, std::span<const int> stops) {
  if (fd == listener_.get()) {
    accept_all();
  } else if (fd == outbox_.descriptor()) {
    take_finished();
  } else if (std::ranges::find(stops, fd) != stops.end()) {
    if (!stopping_) begin_stop();
  } else if (Connection* connection = connections_.find(fd); connection != nullptr) {
    on_event(*connection);
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
      connections_.close_longest_idle();
      std::this_thread::sleep_for(milliseconds(10));
    }
    return;
  }
}

void Front::Impl::accept_one(Descriptor socket) {
  if (connections_.size() >= limits_.connections) connections_.close_longest_idle();
  if (connections_.size() >= limits_.connections) return;
  // Without it a response waits for the client's delayed acknowledgement: 43 ms.
  const int on = 1;
  ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (!poller_.watch_once(socket.get())) return;
  Connection connection;
  connection.socket = std::move(socket);
  connection.deadline = Clock::now() + limits_.head;
  connections_.add(std::move(connection));
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
  const bool was_idle = connection.input.empty();
  if (!connection.receive()) return close(connection);
  if (was_idle && !connection.input.empty()) connection.deadline = Clock::now() + limits_.head;
  take_heads(connection);
}

// Answers what is in the input up to the first request that is not answered at once.
void Front::Impl::take_heads(Connection& connection) {
  while (take_head(connection)) {
  }
}

// Answers the first request in the input, if it is there whole. Whether it has been answered and
// the connection is ready for the next one; otherwise it may be closed.
bool Front::Impl::take_head(Connection& connection) {
  const std::size_t size = head_size(connection.input);
  if (size > kLongestHead || (size == 0 && connection.input.size() > kLongestHead)) {
    refuse(connection, head_too_large(connection.input), {});
    return false;
  }
  if (size == 0) {
    connection.peer_done ? close(connection) : rearm(connection, Poller::Event::Readable);
    return false;
  }
  auto head = parse_head(std::string_view(connection.input).substr(0, size));
  if (!head) {
    refuse(connection, head.error(), {});
    return false;
  }
  if (head->body_size > connection.input.size() - size) {
    connection.peer_done ? close(connection) : rearm(connection, Poller::Event::Readable);
    return false;
  }
  head->body = connection.input.substr(size, head->body_size);
  connection.input.erase(0, size + head->body_size);
  // Requests that came behind this one are answered, too.
  const bool last = head_size(connection.input) == 0;
  if (last && (connection.peer_done || stopping_)) head->keep_alive = false;
  connection.keep_alive = head->keep_alive;
  return answer(connection, *head);
}

// As take_head().
bool Front::Impl::answer(Connection& connection, const RequestHead& head) {
  const std::optional<Reply> reply = callbacks_.answer_at_once(head);
  if (!reply) {
    work(connection, head);
    return false;
  }
  if (!send_some(connection.socket.get(), reply->head, reply->body, connection.output)) {
    close(connection);
    return false;
  }
  if (connection.output.empty()) return continues(connection);
  begin_writing(connection);
  return false;
}

void Front::Impl::work(Connection& connection, RequestHead head) {
  const int fd = connection.socket.get();
  const std::string target = head.target;
  connection.state = Connection::State::Working;
  const bool accepted = workers_.submit([this, fd, head = std::move(head)] {
    Answered answered = callbacks_.answer(head);
    Finished finished{.fd = fd,
                      .rest = std::move(answered.bytes),
                      .alive = true,
                      .stream = std::move(answered.stream)};
    finished.alive = send_some(fd, finished.rest);
    outbox_.put(std::move(finished));
  });
  if (accepted) return;
  refuse(connection,
         {.code = ErrorCode::Unavailable, .message = "Too many requests wait already; try again."},
         target);
}

// Asks for the next piece of a body when the one before has been taken.
void Front::Impl::pull(Connection& connection) {
  if (stopping_) return close(connection);
  const int fd = connection.socket.get();
  connection.state = Connection::State::Working;
  workers_.submit_anyway([this, fd, stream = std::move(connection.stream)]() mutable {
    Finished finished{.fd = fd, .rest = {}, .alive = true};
    const BodySource::Step step = stream->next(finished.rest);
    if (step == BodySource::Step::More) finished.stream = std::move(stream);
    // What was made before a failure is of use to the client.
    finished.alive = send_some(fd, finished.rest) && step != BodySource::Step::Failed;
    outbox_.put(std::move(finished));
  });
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
  if (!connection.discard()) return close(connection);
  rearm(connection, Poller::Event::Readable);
}

void Front::Impl::begin_writing(Connection& connection) {
  connection.state = Connection::State::Writing;
  connection.deadline = Clock::now() + limits_.write;
  rearm(connection, Poller::Event::Writable);
}

void Front::Impl::write(Connection& connection) {
  const std::size_t before = connection.output.size();
  if (!send_some(connection.socket.get(), connection.output)) return close(connection);
  if (connection.stream && connection.output.size() < before) {
    connection.deadline = Clock::now() + limits_.write;
  }
  if (connection.output.empty()) return after_response(connection);
  rearm(connection, Poller::Event::Writable);
}

void Front::Impl::take_finished() {
  for (Finished& one : outbox_.take_all()) {
    Connection* const found = connections_.find(one.fd);
    if (found == nullptr) continue;
    Connection& connection = *found;
    connection.stream = std::move(one.stream);
    if (!one.alive) {
      close(connection);
    } else if (one.rest.empty()) {
      after_response(connection);
    } else {
      connection.output = std::move(one.rest);
      begin_writing(connection);
    }
  }
}

void Front::Impl::after_response(Connection& connection) {
  if (connection.stream) return pull(connection);
  if (continues(connection)) take_heads(connection);
}

// After a response: whether the connection is ready for the next request; else it is closed.
bool Front::Impl::continues(Connection& connection) {
  if (!connection.keep_alive || (stopping_ && connection.input.empty())) {
    close(connection);
    return false;
  }
  connection.state = Connection::State::Reading;
  connection.deadline = Clock::now() + (connection.input.empty() ? limits_.idle : limits_.head);
  return true;
}

void Front::Impl::rearm(Connection& connection, Poller::Event event) {
  if (!poller_.rearm(connection.socket.get(), event)) close(connection);
}

void Front::Impl::begin_stop() {
  stopping_ = true;
  stop_deadline_ = Clock::now() + limits_.drain;
  // What has reached the kernel is in flight, too.
  accept_all();
  listener_.reset();
  for (const int fd : connections_.idle()) read(*connections_.find(fd));
  for (const int fd : connections_.idle()) close(*connections_.find(fd));
  // A head that is still on its way gets a moment more.
  connections_.hasten_heads(Clock::now() + kLinger);
}

Front::Front(Descriptor listener, const FrontLimits& limits, Callbacks callbacks)
    : impl_(std::make_unique<Impl>(std::move(listener), limits, std::move(callbacks))) {}

Front::~Front() = default;

Result<std::size_t> Front::run(std::span<const int> stops) { return impl_->run(stops); }

std::size_t Front::waiting() const { return impl_->waiting(); }

}  // namespace backfile
