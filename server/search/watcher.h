// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "common/result.h"
#include "server/search/file_guard.h"
#include "server/search/revisions.h"
#include "server/search/snapshot.h"

namespace backfile {

// How often the manifest is looked at, and how long a revision that could not be opened is left
// alone: its damage may be in the file, and each try reads the file.
inline constexpr std::chrono::milliseconds kWatchInterval{100};
inline constexpr std::chrono::seconds kRetryInterval{10};

// The file behind the name of a manifest: replaced by rename, so a new one has another inode.
struct ManifestStamp {
  ino_t inode = 0;
  std::int64_t modified_ns = 0;
  off_t bytes = 0;

  friend bool operator==(const ManifestStamp&, const ManifestStamp&) = default;
};

struct LoadedRevision {
  std::shared_ptr<const Snapshot> snapshot;
  ManifestStamp stamp;
};

// The newest revision of the archive at `directory`, its files guarded before they are opened.
// Tries again when another one is published, and its predecessor's files are removed, while it is
// being opened.
Result<LoadedRevision> load_newest(const std::string& directory, const Snapshot* previous,
                                   FileGuard* guard);

// A thread that replaces the current revision when a new manifest is published. A revision that
// cannot be opened is not served; the last good one stays. When a file of that one is damaged, it
// is opened anew as soon as its files are what they were.
class Watcher {
 public:
  // `guard` and `revisions` must outlive it.
  Watcher(std::string directory, const ManifestStamp& stamp, FileGuard* guard,
          Revisions* revisions);
  ~Watcher();
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  // Why the newest revision is not served, or empty.
  std::string problem() const;

 private:
  void run();
  void look();
  bool may_try(const ManifestStamp& stamp, Revisions::Clock::time_point now, bool intact);
  void fail(const std::string& message);

  std::string directory_;
  FileGuard* guard_;
  Revisions* revisions_;
  ManifestStamp served_;
  std::optional<ManifestStamp> failed_;
  Revisions::Clock::time_point failed_at_;

  mutable std::mutex mutex_;
  std::condition_variable stopping_;
  bool stop_ = false;
  std::string problem_;
  std::thread thread_;  // Last: it uses the others.
};

}  // namespace backfile
