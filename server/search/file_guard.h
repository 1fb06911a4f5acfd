// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "common/archive/manifest.h"

namespace backfile {

// Whether the files that are served are still those whose digests were compared when they were
// opened. It sees, before an answer goes out, that a program has written to one of them or cut it
// off (inotify(7)), and that the disk could not give a page of one (unreadable_pages()). It does
// not see bits that change on the disk without an error, nor what other machines do to a network
// file system: `backfile-index verify` finds that. Any thread.
class FileGuard {
 public:
  // Of the archive at this directory.
  explicit FileGuard(std::string directory);
  ~FileGuard();
  FileGuard(const FileGuard&) = delete;
  FileGuard& operator=(const FileGuard&) = delete;

  // Begins to guard the files of a manifest, before they are opened.
  void guard(const Manifest& manifest);

  // How much damage there has been so far. Costs a system call.
  std::uint64_t damage();

  // The moment since which all that is served is whole; nothing while it is not. What was computed
  // is right when this is the same before and after.
  std::optional<std::uint64_t> intact();
  // All that is served was opened after damage() was `seen`.
  void opened_anew(std::uint64_t seen) { whole_since_.store(seen); }

  // Whether anything has happened in the folder of the segments since the last call.
  bool has_news() { return news_.exchange(false); }

 private:
  void take_events();

  const std::string folder_;
  const int events_;  // -1: the system gave none, and files are guarded by unreadable_pages() only.
  std::mutex mutex_;
  std::set<std::string, std::less<>> names_;  // Within the folder. Paths are never used twice.
  std::uint64_t changes_ = 0;
  std::atomic<std::uint64_t> whole_since_{0};
  std::atomic<bool> news_{false};
};

}  // namespace backfile
