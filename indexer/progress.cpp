// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <string>

namespace backfile {
namespace {

constexpr std::chrono::milliseconds kPause{100};
// Reading that has not been told of for longer is over, or waits for a batch to be published.
constexpr std::chrono::milliseconds kWhileReading{500};

// At least a millisecond, so that it can divide.
double seconds_since(std::chrono::steady_clock::time_point start) {
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
  return std::max(passed.count(), 0.001);
}

// A line that is wider than the terminal would not be rewritten, but repeated.
std::size_t columns() {
  winsize size{};
  const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 80;
}

}  // namespace

Progress::Progress(std::uint64_t total_bytes)
    : terminal_(::isatty(STDERR_FILENO) == 1), total_bytes_(total_bytes) {}

Progress::~Progress() {
  if (written_) [[maybe_unused]]
    const ssize_t n = ::write(STDERR_FILENO, "\n", 1);
}

void Progress::write(std::string_view line) {
  written_ = true;
  // Back to the first column and clear to the end of the line (ECMA-48, EL).
  const std::string text = fmt::format("\r{}\x1b[K", line.substr(0, columns() - 1));
  [[maybe_unused]] const ssize_t n = ::write(STDERR_FILENO, text.data(), text.size());
}

bool Progress::is_time() {
  const Clock::time_point now = Clock::now();
  if (!terminal_ || now - last_ < kPause) return false;
  last_ = now;
  return true;
}

void Progress::reading(std::uint64_t bytes, std::uint64_t articles, std::uint64_t rejected) {
  const std::lock_guard lock(mutex_);
  if (!is_time()) return;
  last_reading_ = last_;
  const double seconds = seconds_since(start_);
  reading_ = fmt::format("reading: {} articles, {} rejected, {:.0f}/s", articles, rejected,
                         static_cast<double>(articles) / seconds);
  if (total_bytes_ > 0 && bytes > 0) {
    const double share = static_cast<double>(bytes) / static_cast<double>(total_bytes_);
    reading_ += fmt::format(", {:.0f} %, {:.0f} s left", share * 100, seconds / share - seconds);
  }
  write(reading_ + indexing_);
}

void Progress::indexing(std::uint64_t done, std::uint64_t all) {
  const std::lock_guard lock(mutex_);
  if (done == 0) indexing_start_ = Clock::now();
  if (all == 0) return;
  indexing_ = fmt::format("; indexing {} %", done * 100 / all);
  if (!is_time()) return;
  if (last_ - last_reading_ < kWhileReading) return write(reading_ + indexing_);
  std::string line = fmt::format("indexing: {} of {} articles", done, all);
  if (done > 0) {
    const double rate = static_cast<double>(done) / seconds_since(indexing_start_);
    line += fmt::format(", {:.0f}/s, {:.0f} s left", rate, static_cast<double>(all - done) / rate);
  }
  write(line);
}

}  // namespace backfile
