// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/connection_table.h"

#include <algorithm>
#include <utility>

namespace backfile {

Connection* ConnectionTable::find(int fd) {
  const auto found = connections_.find(fd);
  return found == connections_.end() ? nullptr : &found->second;
}

void ConnectionTable::add(Connection connection) {
  const int fd = connection.socket.get();
  connections_.emplace(fd, std::move(connection));
}

void ConnectionTable::close_longest_idle(TimePoint heads_by) {
  // False sorts before true.
  const auto rank = [](const Connection& one) { return std::pair(!one.is_idle(), one.deadline); };
  Connection* oldest = nullptr;
  for (auto& [fd, connection] : connections_) {
    if (connection.state != Connection::State::Reading) continue;
    if (!connection.is_idle() && connection.deadline > heads_by) continue;
    if (oldest == nullptr || rank(connection) < rank(*oldest)) oldest = &connection;
  }
  if (oldest != nullptr) close(*oldest);
}

std::vector<int> ConnectionTable::close_late(TimePoint now) {
  std::vector<int> unfinished;
  std::erase_if(connections_, [&](const auto& entry) {
    const auto& [fd, connection] = entry;
    if (connection.state == Connection::State::Working || connection.deadline > now) return false;
    if (connection.state != Connection::State::Reading || connection.input.empty()) return true;
    unfinished.push_back(fd);
    return false;
  });
  return unfinished;
}

void ConnectionTable::bound_unsent(std::size_t most) {
  std::size_t unsent = 0;
  std::vector<Connection*> holders;
  for (auto& [fd, connection] : connections_) {
    if (connection.output.empty()) continue;
    unsent += connection.output.size();
    holders.push_back(&connection);
  }
  if (unsent <= most) return;
  std::ranges::sort(holders, {}, [](const Connection* holder) { return holder->deadline; });
  for (Connection* const holder : holders) {
    if (unsent <= most) return;
    unsent -= holder->output.size();
    close(*holder);
  }
}

std::vector<int> ConnectionTable::idle() const {
  std::vector<int> idle;
  for (const auto& [fd, connection] : connections_) {
    if (connection.is_idle()) idle.push_back(fd);
  }
  return idle;
}

void ConnectionTable::hasten_heads(TimePoint until) {
  for (auto& [fd, connection] : connections_) {
    if (connection.state != Connection::State::Reading) continue;
    connection.deadline = std::min(connection.deadline, until);
  }
}

}  // namespace backfile
