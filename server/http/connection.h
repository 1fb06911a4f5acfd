// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "server/http/body_source.h"
#include "server/http/descriptor.h"

namespace backfile {

// Sends what a socket takes now and removes it from `bytes`; false when the connection is lost.
// Any thread.
bool send_some(int socket, std::string& bytes);

// The same of two pieces; what the socket does not take is left in `rest`.
bool send_some(int socket, std::string_view head, std::string_view body, std::string& rest);

// A client's connection, whose socket never blocks.
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
  std::shared_ptr<BodySource> stream;  // What follows `output`.
  std::size_t awaited = 0;             // Bytes of the first request, as soon as its head is known.
  std::size_t taken =
      0;  // Bytes of a body that is made while it is sent, since `deadline` was set.
  bool keep_alive = true;
  bool peer_done = false;  // It will send nothing more.
  std::chrono::steady_clock::time_point deadline;

  bool is_idle() const { return state == State::Reading && input.empty(); }

  // Adds what has come to `input`, until that is longer than what is awaited, or, while that is not
  // known, than a head may be. False when the connection is lost.
  bool receive();

  // Gives back the memory of what has been answered.
  void release();

  // Throws away what has come, a limited amount at a time. False when the connection has ended.
  bool discard();
};

}  // namespace backfile
