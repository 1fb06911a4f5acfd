// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

namespace backfile {

// One line on standard error that is rewritten while a run works; nothing at all unless standard
// error is a terminal. Measures with the steady clock.
class Progress {
 public:
  explicit Progress(std::uint64_t total_bytes);
  ~Progress();  // Ends the line.

  // At most ten times a second the line is rewritten. One call at a time.
  void reading(std::uint64_t bytes, std::uint64_t articles, std::uint64_t rejected);
  void indexing(std::uint64_t done, std::uint64_t all);

 private:
  bool is_time();  // For the line to be rewritten.
  void write(std::string_view line);

  using Clock = std::chrono::steady_clock;
  bool terminal_;
  bool written_ = false;
  std::uint64_t total_bytes_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point indexing_start_{};
  Clock::time_point last_{};
};

}  // namespace backfile
