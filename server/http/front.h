// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "common/result.h"
#include "server/http/body_source.h"
#include "server/http/descriptor.h"
#include "server/http/request_head.h"
#include "server/http/stored_answer.h"

namespace backfile {

// What clients may take. httplib gives each connection a thread and has no limits of this kind: two
// dozen slow clients would stop it.
struct FrontLimits {
  std::size_t workers = 64;        // Requests answered at once.
  std::size_t waiting = 256;       // Requests that wait for a worker; more are answered 503.
  std::size_t connections = 1000;  // Above it the one that is idle longest is closed, or else the
                                   // new one is answered 503.
  std::size_t unsent = 64 << 20;   // Bytes of responses that clients have not taken; above it those
                                   // who take longest are closed.
  std::chrono::milliseconds idle{15'000};   // Between two requests.
  std::chrono::milliseconds head{5'000};    // From a request's first byte to its last.
  std::chrono::milliseconds write{10'000};  // For a client to take a response, or, of a body that
                                            // is made while it is sent, 16 KB of it.
  std::chrono::milliseconds drain{4'500};   // For requests in flight when the server stops.
};

// The first bytes of a response, and what makes the rest of it.
struct Answered {
  std::string bytes;
  std::shared_ptr<BodySource> stream = {};
};

// What the limits have done. Any thread.
struct FrontCounters {
  std::size_t connections = 0;      // Open now.
  std::size_t waiting = 0;          // Requests that wait for a worker.
  std::uint64_t turned_away = 0;    // Connections that were answered 503 or closed unheard.
  std::uint64_t shed = 0;           // Requests that were answered 503 because too many wait.
  std::uint64_t late = 0;           // Requests that were answered 408.
  std::uint64_t unsent_closed = 0;  // Connections closed for what they had not taken.
};

// Accepts connections and reads requests in one thread without ever waiting for a client; whole and
// checked heads are answered by worker threads.
class Front {
 public:
  // They throw nothing. `answer` and `refuse` give the bytes of a response and are called from
  // several threads at once, the others from that of run().
  struct Callbacks {
    std::function<Answered(const RequestHead&)> answer;
    std::function<std::string(const Error&, std::string_view target)> refuse;
    // The response if it needs no work worth speaking of: it is sent without a worker. Else what
    // answer() is to know may be noted in the head.
    std::function<std::optional<Reply>(RequestHead&)> answer_at_once;
    // All that was there to do has been done, and now comes a wait.
    std::function<void()> pause;
  };

  Front(Descriptor listener, const FrontLimits& limits, Callbacks callbacks);
  ~Front();

  // Serves until one of the descriptors `stops` becomes readable, then closes the listener, lets
  // requests in flight finish and returns how many could not within the time allowed. While that
  // number is not 0 the destructor would wait for them. System when the kernel refuses what serving
  // needs.
  Result<std::size_t> run(std::span<const int> stops);

  FrontCounters counters() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace backfile
