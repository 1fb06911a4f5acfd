// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/worker_pool.h"

#include <utility>

namespace backfile {

WorkerPool::WorkerPool(std::size_t threads, std::size_t most_waiting)
    : most_waiting_(most_waiting) {
  threads_.reserve(threads);
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    finishing_ = true;
    for (Sleeper* sleeper : asleep_) wake(*sleeper);
    asleep_.clear();
  }
  for (std::thread& thread : threads_) thread.join();
}

bool WorkerPool::submit(std::function<void()> job) {
  const std::lock_guard lock(mutex_);
  if (waiting_.size() >= most_waiting_) return false;
  add(std::move(job));
  return true;
}

void WorkerPool::submit_anyway(std::function<void()> job) {
  const std::lock_guard lock(mutex_);
  add(std::move(job));
}

std::size_t WorkerPool::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

void WorkerPool::add(std::function<void()> job) {
  waiting_.push_back(std::move(job));
  if (asleep_.empty()) return;
  wake(*asleep_.back());
  asleep_.pop_back();
}

void WorkerPool::wake(Sleeper& sleeper) {
  sleeper.called = true;
  sleeper.bell.notify_one();
}

void WorkerPool::work() {
  Sleeper self;
  std::unique_lock lock(mutex_);
  while (true) {
    if (!waiting_.empty()) {
      const std::function<void()> job = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      job();
      lock.lock();
      continue;
    }
    if (finishing_) return;
    self.called = false;
    asleep_.push_back(&self);
    self.bell.wait(lock, [&self] { return self.called; });
  }
}

}  // namespace backfile
