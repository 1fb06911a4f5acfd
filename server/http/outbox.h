// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/eventfd.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "server/http/body_source.h"
#include "server/http/descriptor.h"

namespace backfile {

// What a worker hands back.
struct Finished {
  int fd;
  std::string rest;                         // Not yet sent.
  bool alive;                               // The connection is fit for more.
  std::shared_ptr<BodySource> stream = {};  // What follows `rest`.
};

// From the workers to the thread that owns the connections.
class Outbox {
 public:
  Outbox() : wake_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}

  // Readable when there is something to take; -1 when the kernel refused it.
  int descriptor() const { return wake_.get(); }

  void put(Finished finished);       // Any thread.
  std::vector<Finished> take_all();  // In order.

 private:
  Descriptor wake_;
  std::mutex mutex_;
  std::vector<Finished> finished_;  // Guarded by mutex_.
};

}  // namespace backfile
