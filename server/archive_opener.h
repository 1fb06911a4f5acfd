// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "common/result.h"
#include "server/http/descriptor.h"
#include "server/search/archive.h"

namespace backfile {

// Opens an archive in a thread of its own: comparing a large one with its digests takes minutes,
// and meanwhile the port is to be served. An archive that is damaged or cannot be read may be
// mended: it is tried again and again.
class ArchiveOpener {
 public:
  // Both are called in that thread: `opened` once, with an archive that lives as long as this
  // object, `failed` before that whenever a try has failed and another one will come.
  ArchiveOpener(const std::string& directory, const ArchiveOptions& options,
                const std::function<void(const Archive&)>& opened,
                const std::function<void(const Error&)>& failed);
  ~ArchiveOpener();  // Waits for the thread, not for the next try.
  ArchiveOpener(const ArchiveOpener&) = delete;
  ArchiveOpener& operator=(const ArchiveOpener&) = delete;

  // Becomes readable when the archive cannot be opened, for good; -1 when the kernel refused it.
  int failed() const { return failed_.get(); }

  // Whether the archive has been opened or cannot be.
  bool is_done() const { return done_.load(std::memory_order_acquire); }
  // Why it cannot. REQUIRES: is_done().
  const std::optional<Error>& error() const { return error_; }

 private:
  void run(const std::string& directory, const ArchiveOptions& options,
           const std::function<void(const Archive&)>& opened,
           const std::function<void(const Error&)>& failed);
  bool stops_within(std::chrono::seconds pause);

  Descriptor failed_;
  std::unique_ptr<Archive> archive_;
  std::optional<Error> error_;
  std::atomic<bool> done_ = false;
  std::mutex mutex_;
  std::condition_variable stopping_;
  bool stop_ = false;
  std::thread thread_;  // Last: it uses the others.
};

}  // namespace backfile
