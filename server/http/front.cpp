// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/front.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <limits>
#include <thread>
#include <utility>
#include <vector>

#include "server/http/connection_table.h"
#include "server/http/errors.h"
#include "server/http/outbox.h"
#include "server/http/poller.h"
#include "server/http/worker_pool.h"

namespace backfile {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kSweep{200};    // How often deadlines are looked at.
constexpr milliseconds kLinger{1000};  // For a client that is served no more.

// Connections beyond the limit that are kept for as long as it takes to tell them so.
constexpr std::size_t kMostTurnedAway = 64;

// Accepted in one go, so that a flood of connections leaves time for those that are there.
constexpr int kMostAccepted = 64;

// What a client must take of a body that is made while it is sent, to be given more time.
constexpr std::size_t kProgress = 16 * 1024;

// Responses shorter than this are not looked at as a sum.
constexpr std::size_t kWorthCounting = 16 * 1024;

Error late_request() {
  return refusal("request_timeout", "The request did not come to its end in time.");
}

Error overloaded(std::string what) {
  return {.code = ErrorCode::Unavailable, .message = std::move(what) + "; try again."};
}

}  // namespace

class Front::Impl {
 public:
  Impl(Descriptor listener, const FrontLimits& limits, Callbacks callbacks)
      : limits_(limits),
        callbacks_(std::move(callbacks)),
        listener_(std::move(listener)),
        workers_(limits.workers, limits.waiting) {}

  Result<std::size_t> run(std::span<const int> stops);
  FrontCounters counters() const;

 private:
  // Written by the thread of run(), read by any.
  struct Counts {
    std::atomic<std::size_t> connections = 0;
    std::atomic<std::uint64_t> turned_away = 0;
    std::atomic<std::uint64_t> shed = 0;
    std::atomic<std::uint64_t> late = 0;
    std::atomic<std::uint64_t> unsent_closed = 0;
  };

  void dispatch(int fd, std::span<const int> stops);
  void accept_some(int most);
  void accept_one(Descriptor socket);
  void turn_away(Descriptor socket);
  void sweep(Clock::time_point now);
  void on_event(Connection& connection);
  void read(Connection& connection);
  void take_heads(Connection& connection);
  bool take_head(Connection& connection);
  bool read_on(Connection& connection, std::size_t awaited);
  bool answer(Connection& connection, RequestHead& head);
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
  Counts counts_;
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
      sweep(now);
      next_sweep = now + kSweep;
    }
    counts_.connections.store(connections_.size(), std::memory_order_relaxed);
    if (stopping_ && now >= stop_deadline_) break;
  }
  return connections_.size();
}

void Front::Impl::dispatch(int fd, std::span<const int> stops) {
  if (fd == listener_.get()) {
    accept_some(kMostAccepted);
  } else if (fd == outbox_.descriptor()) {
    take_finished();
  } else if (std::ranges::find(stops, fd) != stops.end()) {
    if (!stopping_) begin_stop();
  } else if (Connection* connection = connections_.find(fd); connection != nullptr) {
    on_event(*connection);
  }
}

void Front::Impl::sweep(Clock::time_point now) {
  for (const int fd : connections_.close_late(now)) {
    counts_.late.fetch_add(1, std::memory_order_relaxed);
    refuse(*connections_.find(fd), late_request(), {});
  }
}

FrontCounters Front::Impl::counters() const {
  return {.connections = counts_.connections.load(std::memory_order_relaxed),
          .waiting = workers_.waiting(),
          .turned_away = counts_.turned_away.load(std::memory_order_relaxed),
          .shed = counts_.shed.load(std::memory_order_relaxed),
          .late = counts_.late.load(std::memory_order_relaxed),
          .unsent_closed = counts_.unsent_closed.load(std::memory_order_relaxed)};
}

void Front::Impl::accept_some(int most) {
  for (int i = 0; listener_ && i < most; ++i) {
    Descriptor socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (socket) {
      accept_one(std::move(socket));
      continue;
    }
    if (errno == EINTR || errno == ECONNABORTED) continue;
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      // The connection still waits in the kernel: make room and do not spin.
      connections_.close_longest_idle(Clock::now());
      std::this_thread::sleep_for(milliseconds(10));
    }
    return;
  }
}

void Front::Impl::accept_one(Descriptor socket) {
  if (connections_.size() >= limits_.connections) {
    // Who has had a second for a head and is not done makes room, too.
    connections_.close_longest_idle(Clock::now() + limits_.head - milliseconds(1000));
  }
  if (connections_.size() >= limits_.connections) return turn_away(std::move(socket));
  // Without it a response waits for the client's delayed acknowledgement: 43 ms.
  const int on = 1;
  ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (!poller_.watch_once(socket.get())) return;
  Connection connection;
  connection.socket = std::move(socket);
  connection.deadline = Clock::now() + limits_.head;
  connections_.add(std::move(connection));
}

// Says so as long as there is room for saying it.
void Front::Impl::turn_away(Descriptor socket) {
  counts_.turned_away.fetch_add(1, std::memory_order_relaxed);
  if (connections_.size() >= limits_.connections + kMostTurnedAway) return;
  const int fd = socket.get();
  if (!poller_.watch_once(fd)) return;
  Connection connection;
  connection.socket = std::move(socket);
  connections_.add(std::move(connection));
  refuse(*connections_.find(fd), overloaded("Too many connections are open already"), {});
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
  if (size == 0 && is_hopeless(connection.input)) {
    refuse(connection, not_http(), {});
    return false;
  }
  if (size == 0) return read_on(connection, 0);
  auto head = parse_head(std::string_view(connection.input).substr(0, size));
  if (!head) {
    refuse(connection, head.error(), {});
    return false;
  }
  if (head->body_size > connection.input.size() - size) {
    return read_on(connection, size + head->body_size);
  }
  connection.awaited = 0;
  head->body = connection.input.substr(size, head->body_size);
  connection.input.erase(0, size + head->body_size);
  // Requests that came behind this one are answered, too.
  const bool last = head_size(connection.input) == 0;
  if (last && (connection.peer_done || stopping_)) head->keep_alive = false;
  connection.keep_alive = head->keep_alive;
  return answer(connection, *head);
}

// As take_head(): waits for the rest of a request.
bool Front::Impl::read_on(Connection& connection, std::size_t awaited) {
  connection.awaited = awaited;
  connection.peer_done ? close(connection) : rearm(connection, Poller::Event::Readable);
  return false;
}

// As take_head().
bool Front::Impl::answer(Connection& connection, RequestHead& head) {
  const std::optional<Reply> reply = callbacks_.answer_at_once(head);
  if (!reply) {
    work(connection, std::move(head));
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
  counts_.shed.fetch_add(1, std::memory_order_relaxed);
  refuse(connection, overloaded("Too many requests wait already"), target);
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
  connection.taken = 0;
  if (connection.output.size() >= kWorthCounting) {
    const std::size_t before = connections_.size();
    const int fd = connection.socket.get();
    connections_.bound_unsent(limits_.unsent);
    counts_.unsent_closed.fetch_add(before - connections_.size(), std::memory_order_relaxed);
    if (connections_.find(fd) == nullptr) return;
  }
  rearm(connection, Poller::Event::Writable);
}

void Front::Impl::write(Connection& connection) {
  const std::size_t before = connection.output.size();
  if (!send_some(connection.socket.get(), connection.output)) return close(connection);
  connection.taken += before - connection.output.size();
  if (connection.stream && connection.taken >= kProgress) {
    connection.deadline = Clock::now() + limits_.write;
    connection.taken = 0;
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
  connection.release();
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
  accept_some(std::numeric_limits<int>::max());
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

FrontCounters Front::counters() const { return impl_->counters(); }

}  // namespace backfile
