// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/epoll.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <span>

#include "server/http/descriptor.h"

namespace backfile {

// Waits for many descriptors at once. One thread.
class Poller {
 public:
  enum class Event { Readable, Writable };

  Poller() : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {}

  // These return false when the kernel refuses; errno says why. A descriptor is forgotten when it
  // is closed.
  bool watch(int fd);                     // Reported whenever it is readable.
  bool watch_once(int fd);                // Reported readable once, then silent until rearmed.
  bool rearm(int fd, Event event) const;  // For one report more.

  // The descriptors with an event, at most 128 at a time; none when the time has passed. One that
  // was closed a moment ago, and given out again, may be among them: conclude nothing from an
  // event but that reading and writing may be tried. Holds until the next call.
  std::span<const int> wait(std::chrono::milliseconds longest);

 private:
  bool add(int fd, std::uint32_t events) const;

  Descriptor epoll_;
  std::array<int, 128> ready_{};
};

}  // namespace backfile
