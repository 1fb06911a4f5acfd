// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <string>

namespace backfile {
namespace {

constexpr std::chrono::milliseconds kPause{100};

}  // namespace

Progress::Progress(std::uint64_t total_bytes)
    : terminal_(::isatty(STDERR_FILENO) == 1), total_bytes_(total_bytes) {}

Progress::~Progress() {
  if (written_) [[maybe_unused]]
    const ssize_t n = ::write(STDERR_FILENO, "\n", 1);
}

void Progress::write(std::string_view line) {
  if (!terminal_) return;
  written_ = true;
  // Back to the first column and clear to the end of the line (ECMA-48, EL).
  const std::string text = fmt::format("\r{}\x1b[K", line);
  [[maybe_unused]] const ssize_t n = ::write(STDERR_FILENO, text.data(), text.size());
}

void Progress::reading(std::uint64_t bytes, std::uint64_t articles, std::uint64_t rejected) {
  const Clock::time_point now = Clock::now();
  if (!terminal_ || now - last_ < kPause) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  std::string line = fmt::format("reading: {} articles, {} rejected, {:.0f}/s", articles, rejected,
                                 static_cast<double>(articles) / seconds);
  if (total_bytes_ > 0 && bytes > 0) {
    const double share = static_cast<double>(bytes) / static_cast<double>(total_bytes_);
    line += fmt::format(", {:.0f} %, {:.0f} s left", share * 100, seconds / share - seconds);
  }
  write(line);
}

void Progress::step(std::string_view what) { write(what); }

}  // namespace backfile
