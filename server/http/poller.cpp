// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/poller.h"

#include <algorithm>
#include <cstddef>

namespace backfile {

bool Poller::watch(int fd) { return add(fd, EPOLLIN); }

bool Poller::watch_once(int fd) { return add(fd, EPOLLIN | EPOLLONESHOT); }

bool Poller::add(int fd, std::uint32_t events) const {
  epoll_event event{};
  event.events = events;
  event.data.fd = fd;
  return ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event) == 0;
}

bool Poller::rearm(int fd, Event awaited) const {
  epoll_event event{};
  event.events = EPOLLONESHOT;
  event.events |= awaited == Event::Readable ? EPOLLIN : EPOLLOUT;
  event.data.fd = fd;
  return ::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, fd, &event) == 0;
}

std::span<const int> Poller::wait(std::chrono::milliseconds longest) {
  std::array<epoll_event, std::tuple_size_v<decltype(ready_)>> events;
  const int count = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()),
                                 static_cast<int>(longest.count()));
  const auto ready = static_cast<std::size_t>(std::max(count, 0));
  for (std::size_t i = 0; i < ready; ++i) ready_[i] = events[i].data.fd;
  return {ready_.data(), ready};
}

}  // namespace backfile
