// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace backfile {

// One line on standard error that is rewritten while a run works: what is read, and what is indexed
// beside it. Nothing at all unless standard error is a terminal. Measures with the steady clock.
// Any thread.
class Progress {
 public:
  explicit Progress(std::uint64_t total_bytes);
  ~Progress();  // Ends the line.

  // At most ten times a second the line is rewritten.
  void reading(std::uint64_t bytes, std::uint64_t articles, std::uint64_t rejected);
  // Of a batch, which begins with 0 done.
  void indexing(std::uint64_t done, std::uint64_t all);

 private:
  bool is_time();  // For the line to be rewritten.
  void write(std::string_view line);

  using Clock = std::chrono::steady_clock;
  const bool terminal_;
  const std::uint64_t total_bytes_;
  const Clock::time_point start_ = Clock::now();
  std::mutex mutex_;  // Of all below.
  bool written_ = false;
  std::string reading_;
  std::string indexing_;
  Clock::time_point indexing_start_{};
  Clock::time_point last_{};
  Clock::time_point last_reading_{};
};

}  // namespace backfile
