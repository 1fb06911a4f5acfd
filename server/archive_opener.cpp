// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/archive_opener.h"

#include <sys/eventfd.h>

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

}  // namespace

ArchiveOpener::ArchiveOpener(const std::string& directory, const ArchiveOptions& options,
                             const std::function<void(const Archive&)>& opened)
    : failed_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
      thread_([this, directory, options, opened] {
        auto archive = open_archive(directory, options);
        if (archive) {
          archive_ = std::move(archive).value();
          opened(*archive_);
        } else {
          error_ = std::move(archive).error();
        }
        done_.store(true, std::memory_order_release);
        if (error_) ::eventfd_write(failed_.get(), 1);
      }) {}

ArchiveOpener::~ArchiveOpener() { thread_.join(); }

}  // namespace backfile
