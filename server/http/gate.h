// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/result.h"
#include "server/http/api_keys.h"
#include "server/http/quota.h"
#include "server/http/request_head.h"

namespace backfile {

// Who may ask, and how often. Without a file of keys everybody may. One thread, but for rejected().
class Gate {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  struct Admission {
    std::optional<Error> refusal;  // "unauthorized" or "too_many_requests".
    std::vector<std::pair<std::string, std::string>> headers;  // For the response, refused or not.
  };

  Gate() = default;
  // `per_minute`: of keys that have no number of their own; 0: as often as they like. An error of
  // the file as BadConfig, or as reading it gives.
  static Result<Gate> open(const std::string& path, std::uint32_t per_minute);
  Gate(Gate&& other) noexcept;
  Gate& operator=(Gate&&) = delete;

  // The file is read again within a second of a change. If it cannot be, or has a mistake, the keys
  // stay as they were, and the log says so.
  Admission admit(const RequestHead& head, TimePoint now);

  std::uint64_t rejected() const { return rejected_.load(std::memory_order_relaxed); }

 private:
  // What tells one state of the file from another.
  struct Stamp {
    ino_t inode = 0;
    off_t size = 0;
    std::int64_t changed = 0;  // Nanoseconds.
    friend bool operator==(const Stamp&, const Stamp&) = default;
  };

  static Stamp stamp_of(const std::string& path);
  Result<void> load();
  void look_again(TimePoint now);

  std::string path_;
  std::uint32_t per_minute_ = 0;
  ApiKeys keys_;
  Stamp stamp_;
  TimePoint next_look_{};
  Quota quota_;
  std::atomic<std::uint64_t> rejected_ = 0;
};

}  // namespace backfile
