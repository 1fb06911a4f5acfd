// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace backfile {

// What the server has done since it started, in the text format of Prometheus. Any thread.
class Metrics {
 public:
  // `route`: a pattern, which lives as long as the program.
  void observe(std::string_view route, int status, std::chrono::steady_clock::duration took);

  // More lines of the format, which are shown behind these; set before the first request.
  void set_more(std::function<std::string()> more) { more_ = std::move(more); }

  // Counters and histograms by route, each with its lines # HELP and # TYPE.
  std::string text() const;

 private:
  // Upper bounds in seconds; the last one is infinite.
  static constexpr std::array kBounds = {0.0001, 0.0005, 0.002, 0.01, 0.05, 0.25, 1.0, 5.0};

  struct Latency {
    std::array<std::uint64_t, kBounds.size() + 1> counts{};
    double sum = 0;
  };

  mutable std::mutex mutex_;
  std::map<std::string_view, Latency> latencies_;                       // By route.
  std::map<std::pair<std::string_view, int>, std::uint64_t> statuses_;  // By route and status.
  std::function<std::string()> more_;
};

// "name value", with its HELP and TYPE.
std::string metric(std::string_view name, std::string_view type, std::string_view help,
                   std::uint64_t value);

}  // namespace backfile
