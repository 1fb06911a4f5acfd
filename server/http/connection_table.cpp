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

void ConnectionTable::close_longest_idle() {
  Connection* oldest = nullptr;
  for (auto& [fd, connection] : connections_) {
    if (!connection.is_idle()) continue;
    if (oldest == nullptr || connection.deadline < oldest->deadline) oldest = &connection;
  }
  if (oldest != nullptr) close(*oldest);
}

void ConnectionTable::close_late(TimePoint now) {
  std::erase_if(connections_, [now](const auto& entry) {
    return entry.second.state != Connection::State::Working && entry.second.deadline <= now;
  });
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
