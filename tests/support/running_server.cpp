// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/running_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

namespace backfile {
namespace {

std::string content_of(const std::string& path) {
  std::ifstream file(path);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

std::vector<std::string> command_line(const std::string& archive, const std::string& web,
                                      const std::vector<std::string>& options) {
  std::vector<std::string> command = {BACKFILE_SERVER, "--archive",  archive, "--web", web,
                                      "--listen",      "127.0.0.1:0"};
  command.insert(command.end(), options.begin(), options.end());
  return command;
}

// The port in `url=http://127.0.0.1:PORT/` of the log's first line, or 0 before `event`.
int logged_port(const std::string& log, const std::string& event) {
  if (log.find("event=" + event) == std::string::npos) return 0;
  constexpr std::string_view kBefore = "url=http://127.0.0.1:";
  const std::size_t at = log.find(kBefore);
  if (at == std::string::npos || log.find('\n', at) == std::string::npos) return 0;
  return std::atoi(log.c_str() + at + kBefore.size());
}

}  // namespace

RunningServer::RunningServer(const std::string& archive, const std::string& place,
                             const std::string& web, const std::vector<std::string>& options,
                             Until until)
    : log_path_(place + "/server.log"), program_(command_line(archive, web, options), log_path_) {
  using namespace std::chrono_literals;
  constexpr int kAttempts = 1000;
  for (int i = 0; i < kAttempts && port_ == 0 && !program_.ended_within(0); ++i) {
    std::this_thread::sleep_for(20ms);
    port_ = logged_port(log(), until == Until::Ready ? "ready" : "listening");
  }
  if (port_ == 0) abort_with_log("does not start");
}

RunningServer::~RunningServer() {
  constexpr int kDrained = 60'000;  // Milliseconds; it takes five at most, sanitizers are slow.
  if (program_.seen_to_end()) return;
  program_.send(SIGTERM);
  if (!program_.ended_within(kDrained) || program_.wait() != 0) abort_with_log("does not end well");
}

void RunningServer::abort_with_log(const char* reason) const {
  std::fprintf(stderr, "The server %s:\n%s", reason, log().c_str());
  std::abort();
}

std::string RunningServer::log() const { return content_of(log_path_); }

RawClient::RawClient(int port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const timeval patience{.tv_sec = 10, .tv_usec = 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    std::perror("connect");
    std::abort();
  }
}

RawClient::~RawClient() { ::close(fd_); }

void RawClient::send(const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    const ssize_t n = ::send(fd_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (n <= 0) return;
    sent += static_cast<std::size_t>(n);
  }
}

std::string RawClient::receive_all() {
  std::string answer;
  std::array<char, 65536> buffer;
  for (ssize_t n = 0; (n = ::recv(fd_, buffer.data(), buffer.size(), 0)) > 0;) {
    answer.append(buffer.data(), static_cast<std::size_t>(n));
  }
  return answer;
}

std::string exchange(int port, const std::string& bytes) {
  RawClient client(port);
  client.send(bytes);
  return client.receive_all();
}

}  // namespace backfile
