// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <thread>

namespace backfile {
namespace {

int status_of(int raw) { return WIFSIGNALED(raw) ? 128 + WTERMSIG(raw) : WEXITSTATUS(raw); }

[[noreturn]] void execute(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const std::string& argument : command) {
    arguments.push_back(const_cast<char*>(argument.c_str()));
  }
  arguments.push_back(nullptr);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

// Collects both outputs until both ends are closed, so that neither pipe can fill up and block.
void collect(int out, int err, Finished* finished) {
  std::array<pollfd, 2> ends = {pollfd{out, POLLIN, 0}, pollfd{err, POLLIN, 0}};
  int open_ends = 2;
  while (open_ends > 0 && ::poll(ends.data(), ends.size(), -1) > 0) {
    for (std::size_t i = 0; i < ends.size(); ++i) {
      if (ends[i].fd < 0 || ends[i].revents == 0) continue;
      std::array<char, 65536> buffer;
      const ssize_t n = ::read(ends[i].fd, buffer.data(), buffer.size());
      if (n > 0) {
        (i == 0 ? finished->out : finished->err).append(buffer.data(), static_cast<std::size_t>(n));
      } else {
        ends[i].fd = -1;
        --open_ends;
      }
    }
  }
}

}  // namespace

Finished run_program(const std::vector<std::string>& command, const std::string& input) {
  std::array<int, 2> in{};
  std::array<int, 2> out{};
  std::array<int, 2> err{};
  if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0 ||
      ::pipe2(err.data(), O_CLOEXEC) != 0) {
    std::abort();
  }
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::dup2(in[0], STDIN_FILENO);
    ::dup2(out[1], STDOUT_FILENO);
    ::dup2(err[1], STDERR_FILENO);
    execute(command);
  }
  ::close(in[0]);
  ::close(out[1]);
  ::close(err[1]);
  std::signal(SIGPIPE, SIG_IGN);
  std::thread feeder([&] {
    std::string_view rest = input;
    while (!rest.empty()) {
      const ssize_t n = ::write(in[1], rest.data(), rest.size());
      if (n <= 0) break;
      rest.remove_prefix(static_cast<std::size_t>(n));
    }
    ::close(in[1]);
  });
  Finished finished;
  collect(out[0], err[0], &finished);
  feeder.join();
  ::close(out[0]);
  ::close(err[0]);
  int raw = 0;
  ::waitpid(pid, &raw, 0);
  finished.status = status_of(raw);
  return finished;
}

RunningProgram::RunningProgram(const std::vector<std::string>& command, const std::string& log_path)
    : pid_(::fork()) {
  if (pid_ != 0) return;
  const int log = ::open(log_path.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  ::dup2(log, STDOUT_FILENO);
  ::dup2(log, STDERR_FILENO);
  execute(command);
}

RunningProgram::~RunningProgram() {
  if (status_ >= 0) return;
  send(SIGKILL);
  wait();
}

void RunningProgram::send(int signal) const { ::kill(pid_, signal); }

int RunningProgram::wait() {
  if (status_ >= 0) return status_;
  int raw = 0;
  ::waitpid(pid_, &raw, 0);
  return status_ = status_of(raw);
}

bool RunningProgram::ended_within(int milliseconds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
  while (status_ < 0) {
    int raw = 0;
    if (::waitpid(pid_, &raw, WNOHANG) == pid_) {
      status_ = status_of(raw);
      break;
    }
    if (std::chrono::steady_clock::now() >= end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

}  // namespace backfile
