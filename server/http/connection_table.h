// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <unordered_map>
#include <vector>

#include "server/http/connection.h"

namespace backfile {

// The open connections by descriptor. References hold until the connection is closed. One thread.
class ConnectionTable {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  bool empty() const { return connections_.empty(); }
  std::size_t size() const { return connections_.size(); }

  Connection* find(int fd);  // Null when there is none.
  void add(Connection connection);
  void close(Connection& connection) { connections_.erase(connection.socket.get()); }

  // Closes the connection that is idle longest or, if none is idle, the one that should have sent
  // its head long since: the deadline of that has come by `heads_by`.
  void close_longest_idle(TimePoint heads_by);
  // Closes what has passed its deadline, but for those that a worker answers, and for those that
  // have sent a part of a request: their descriptors are returned.
  std::vector<int> close_late(TimePoint now);
  // Closes those that have not taken their responses for the longest time until no more than
  // `most` bytes are left.
  void bound_unsent(std::size_t most);

  std::vector<int> idle() const;
  // Heads that are still on their way may not take longer than until then.
  void hasten_heads(TimePoint until);

 private:
  std::unordered_map<int, Connection> connections_;
};

}  // namespace backfile
