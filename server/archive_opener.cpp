// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/archive_opener.h"

#include <sys/eventfd.h>

#include <algorithm>
#include <exception>
#include <utility>

namespace backfile {
namespace {

// An exception must not leave a thread.
Result<std::unique_ptr<Archive>> open_archive(const std::string& directory,
                                              const ArchiveOptions& options) {
  try {
    return Archive::open(directory, options);
  } catch (const std::exception& exception) {
    return Error{.code = ErrorCode::Internal,
                 .message = "Cannot open the archive: " + std::string(exception.what()) + "."};
  }
}

constexpr std::chrono::seconds kLongestPause{10};

bool may_be_mended(const Error& error) {
  return error.code == ErrorCode::Corrupt || error.code == ErrorCode::Io;
}

}  // namespace

ArchiveOpener::ArchiveOpener(const std::string& directory, const ArchiveOptions& options,
                             const std::function<void(const Archive&)>& opened,
                             const std::function<void(const Error&)>& failed)
    : failed_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
      thread_([this, directory, options, opened, failed] {
        run(directory, options, opened, failed);
      }) {}

ArchiveOpener::~ArchiveOpener() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  stopping_.notify_all();
  thread_.join();
}

bool ArchiveOpener::stops_within(std::chrono::seconds pause) {
  std::unique_lock lock(mutex_);
  return stopping_.wait_for(lock, pause, [this] { return stop_; });
}

void ArchiveOpener::run(const std::string& directory, const ArchiveOptions& options,
                        const std::function<void(const Archive&)>& opened,
                        const std::function<void(const Error&)>& failed) {
  auto archive = open_archive(directory, options);
  for (std::chrono::seconds pause{1}; !archive && may_be_mended(archive.error());
       pause = std::min(2 * pause, kLongestPause)) {
    failed(archive.error());
    if (stops_within(pause)) break;
    archive = open_archive(directory, options);
  }
  if (archive) {
    archive_ = std::move(archive).value();
    opened(*archive_);
  } else {
    error_ = std::move(archive).error();
  }
  done_.store(true, std::memory_order_release);
  if (error_) ::eventfd_write(failed_.get(), 1);
}

}  // namespace backfile
