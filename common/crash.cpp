// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/crash.h"

#include <unistd.h>

#include <array>
#include <csignal>
#include <string_view>

namespace backfile {
namespace {

// The signal is caught once; raised again, it ends the program as soon as this returns.
void say_so(int signal) {
  constexpr std::string_view kLine =
      "level=error event=bug reason=\"the program crashed, as only a bug or a library without "
      "memory can make it; the archive is at its last revision\"\n";
  [[maybe_unused]] const ssize_t n = ::write(STDERR_FILENO, kLine.data(), kLine.size());
  ::raise(signal);
}

}  // namespace

void say_so_in_crashes() {
  // A crash may be that the stack has ended; the first thread's handler has a stack of its own.
  static std::array<char, 16'384> stack;
  const stack_t other = {.ss_sp = stack.data(), .ss_flags = 0, .ss_size = stack.size()};
  ::sigaltstack(&other, nullptr);
  struct sigaction action {};
  action.sa_handler = say_so;
  action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_ONSTACK;
  for (const int signal : {SIGSEGV, SIGFPE, SIGILL}) ::sigaction(signal, &action, nullptr);
}

}  // namespace backfile
