// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/file_guard.h"

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "common/log.h"
#include "common/unreadable_pages.h"

namespace backfile {
namespace {

constexpr std::uint32_t kRestored = IN_CREATE | IN_MOVED_TO | IN_CLOSE_WRITE;

}  // namespace

FileGuard::FileGuard(std::string directory)
    : folder_(std::move(directory) + "/segments"),
      events_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
  if (events_ < 0) {
    log(LogLevel::Warn, "files_unwatched", {{"folder", folder_}, {"reason", std::strerror(errno)}});
  }
}

FileGuard::~FileGuard() {
  if (events_ >= 0) ::close(events_);
}

void FileGuard::guard(const Manifest& manifest) {
  const std::lock_guard lock(mutex_);
  // A folder that is watched already stays as it is; one that was replaced is another.
  if (events_ >= 0) ::inotify_add_watch(events_, folder_.c_str(), IN_MODIFY | kRestored);
  for (const SegmentEntry& segment : manifest.segments) {
    for (const FileEntry& file : segment.files) {
      names_.insert(file.file.substr(file.file.rfind('/') + 1));
    }
  }
}

// REQUIRES: mutex_ is held.
void FileGuard::take_events() {
  if (events_ < 0) return;
  alignas(inotify_event) std::array<char, 16384> buffer;
  for (;;) {
    const ssize_t got = ::read(events_, buffer.data(), buffer.size());
    if (got <= 0) return;
    for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
      const auto* const event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
      at += sizeof(inotify_event) + event->len;
      if ((event->mask & IN_Q_OVERFLOW) != 0) ++changes_;
      if (event->len == 0 || !names_.contains(std::string_view(event->name))) continue;
      news_.store(true);
      if ((event->mask & IN_MODIFY) != 0) ++changes_;
    }
  }
}

std::uint64_t FileGuard::damage() {
  const std::lock_guard lock(mutex_);
  take_events();
  return changes_ + unreadable_pages();
}

std::optional<std::uint64_t> FileGuard::intact() {
  const std::uint64_t seen = damage();
  return seen == whole_since_.load() ? std::optional(seen) : std::nullopt;
}

}  // namespace backfile
