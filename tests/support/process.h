// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace backfile {

// What a program said and how it ended: its exit status, or 128 + signal.
struct Finished {
  int status = -1;
  std::string out;
  std::string err;
};

// Runs a program to its end with `input` on its standard input.
Finished run_program(const std::vector<std::string>& command, const std::string& input = {});

// A program that runs beside the test, with both outputs in a file; killed and waited for by the
// destructor if it still runs.
class RunningProgram {
 public:
  explicit RunningProgram(const std::vector<std::string>& command, const std::string& log_path);
  ~RunningProgram();
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;

  pid_t pid() const { return pid_; }
  void send(int signal) const;
  int wait();                           // As Finished::status.
  bool ended_within(int milliseconds);  // Without blocking longer; then wait() is immediate.
  bool seen_to_end() const { return status_ >= 0; }  // By wait() or ended_within().

 private:
  pid_t pid_;
  int status_ = -1;
};

}  // namespace backfile
