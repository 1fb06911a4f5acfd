// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace backfile {

// Threads that do jobs in the order in which they came. Jobs throw nothing. The thread that fell
// asleep last is woken first: its memory is still in the processor's cache.
class WorkerPool {
 public:
  WorkerPool(std::size_t threads, std::size_t most_waiting);
  // Jobs that wait are done first.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // False when `most_waiting` jobs wait already.
  bool submit(std::function<void()> job);
  // Whatever waits: for what has been begun.
  void submit_anyway(std::function<void()> job);

  std::size_t waiting() const;  // Jobs that nobody has begun.

 private:
  struct Sleeper {
    std::condition_variable bell;
    bool called = false;
  };

  void work();
  void add(std::function<void()> job);  // With mutex_ held, as wake().
  static void wake(Sleeper& sleeper);

  const std::size_t most_waiting_;
  mutable std::mutex mutex_;
  std::deque<std::function<void()>> waiting_;  // Guarded by mutex_.
  std::vector<Sleeper*> asleep_;               // Guarded by mutex_.
  bool finishing_ = false;                     // Guarded by mutex_.
  std::vector<std::thread> threads_;
};

}  // namespace backfile
