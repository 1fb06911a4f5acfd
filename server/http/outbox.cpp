// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/outbox.h"

#include <unistd.h>

#include <cstdint>
#include <utility>

namespace backfile {

void Outbox::put(Finished finished) {
  {
    const std::lock_guard lock(mutex_);
    finished_.push_back(std::move(finished));
  }
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(wake_.get(), &one, sizeof one);
}

std::vector<Finished> Outbox::take_all() {
  std::uint64_t count = 0;
  [[maybe_unused]] const ssize_t bytes = ::read(wake_.get(), &count, sizeof count);
  std::vector<Finished> finished;
  const std::lock_guard lock(mutex_);
  finished.swap(finished_);
  return finished;
}

}  // namespace backfile
