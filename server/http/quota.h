// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

namespace backfile {

// How many requests a name has left in its minute, which begins with its first request. One thread.
class Quota {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::seconds kWindow{60};

  struct Use {
    bool allowed = false;
    std::uint32_t left = 0;
    std::chrono::seconds until_new{0};  // Rounded up, so at least 1.
  };

  // Counts a request of `name`, if it still has one of `most`.
  Use take(const std::string& name, std::uint32_t most, TimePoint now);

 private:
  struct Window {
    TimePoint end{};
    std::uint32_t used = 0;
  };
  std::map<std::string, Window> windows_;  // As many as there are keys.
};

}  // namespace backfile
