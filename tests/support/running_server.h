// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "tests/support/process.h"

namespace backfile {

// The real backfile-server over an archive, on a free port of 127.0.0.1. Aborts the test program
// with the server's log if it does not start, or if it does not end with 0 when the destructor asks
// it to: so sanitizers can report what they find at the end, and gcov its counts.
class RunningServer {
 public:
  // What to wait for: the archive is served, or at least the port.
  enum class Until { Ready, Listening };

  // `place`: a directory for the log. `web`: the page's folder. `options` are added.
  RunningServer(const std::string& archive, const std::string& place, const std::string& web,
                const std::vector<std::string>& options = {}, Until until = Until::Ready);
  ~RunningServer();
  RunningServer(const RunningServer&) = delete;
  RunningServer& operator=(const RunningServer&) = delete;

  int port() const { return port_; }
  RunningProgram& program() { return program_; }
  std::string log() const;

 private:
  [[noreturn]] void abort_with_log(const char* reason) const;

  std::string log_path_;
  RunningProgram program_;
  int port_ = 0;
};

// One connection to a server, for requests that no library would send.
class RawClient {
 public:
  explicit RawClient(int port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void send(const std::string& bytes);  // Gives up when the server closes.
  std::string receive_all();            // Until the server closes or is silent for ten seconds.

 private:
  int fd_;
};

// What a server answers to bytes, until it closes the connection.
std::string exchange(int port, const std::string& bytes);

}  // namespace backfile
