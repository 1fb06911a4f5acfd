// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/watcher.h"

#include <sys/stat.h>

#include <cerrno>
#include <utility>

#include "common/archive/manifest.h"
#include "common/files.h"
#include "common/log.h"

namespace backfile {
namespace {

Result<ManifestStamp> stamp_of_manifest(const std::string& directory) {
  const std::string path = directory + "/manifest";
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    if (errno == ENOENT) return ManifestStamp{};  // read_manifest says what is missing.
    return file_error("Cannot look at", path, errno);
  }
  constexpr std::int64_t kNanoseconds = 1'000'000'000;
  return ManifestStamp{info.st_ino, info.st_mtim.tv_sec * kNanoseconds + info.st_mtim.tv_nsec,
                       info.st_size};
}

}  // namespace

Result<LoadedRevision> load_newest(const std::string& directory, const Snapshot* previous,
                                   FileGuard* guard) {
  constexpr int kMostTries = 5;
  for (int tries = 1;; ++tries) {
    const Result<ManifestStamp> before = stamp_of_manifest(directory);
    if (!before) return before.error();
    Result<Manifest> manifest = read_manifest(directory);
    if (!manifest) return manifest.error();
    guard->guard(*manifest);
    Result<std::shared_ptr<const Snapshot>> snapshot =
        Snapshot::load(directory, std::move(*manifest), previous);
    const Result<ManifestStamp> after = stamp_of_manifest(directory);
    if (!after) return after.error();
    // A manifest replaced in between is looked at next time; its stamp differs from `before`.
    if (snapshot) return LoadedRevision{*snapshot, *before};
    if (*before == *after || tries == kMostTries) return snapshot.error();
  }
}

Watcher::Watcher(std::string directory, const ManifestStamp& stamp, FileGuard* guard,
                 Revisions* revisions)
    : directory_(std::move(directory)),
      guard_(guard),
      revisions_(revisions),
      served_(stamp),
      thread_([this] { run(); }) {}

Watcher::~Watcher() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  stopping_.notify_all();
  thread_.join();
}

std::string Watcher::problem() const {
  const std::lock_guard lock(mutex_);
  return problem_;
}

void Watcher::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_.wait_for(lock, kWatchInterval, [this] { return stop_; })) {
    lock.unlock();
    look();
    lock.lock();
  }
}

// A revision that could not be opened is left alone for a while, unless something has happened.
bool Watcher::may_try(const ManifestStamp& stamp, Revisions::Clock::time_point now, bool intact) {
  const bool has_news = guard_->has_news();
  if (failed_ != stamp || now - failed_at_ >= kRetryInterval) return true;
  return !intact && has_news;
}

void Watcher::look() {
  const Revisions::Clock::time_point now = Revisions::Clock::now();
  revisions_->drop_old(now);
  const Result<ManifestStamp> stamp = stamp_of_manifest(directory_);
  if (!stamp) return fail(stamp.error().message);
  const bool intact = guard_->intact().has_value();
  if (*stamp == served_ && intact) return fail("");
  if (!may_try(*stamp, now, intact)) return;
  const std::uint64_t damage = guard_->damage();
  const std::shared_ptr<const Snapshot> current = revisions_->current();
  // What is open may be what was damaged.
  Result<LoadedRevision> loaded = load_newest(directory_, intact ? current.get() : nullptr, guard_);
  if (!loaded) {
    failed_ = *stamp;
    failed_at_ = Revisions::Clock::now();
    return fail(loaded.error().message);
  }
  served_ = loaded->stamp;
  failed_.reset();
  const std::uint64_t revision = loaded->snapshot->manifest().revision;
  revisions_->replace(std::move(loaded->snapshot), Revisions::Clock::now());
  if (!intact) guard_->opened_anew(damage);
  log(LogLevel::Info, "revision", {{"archive", directory_}, {"revision", revision}});
  fail("");
}

void Watcher::fail(const std::string& message) {
  {
    const std::lock_guard lock(mutex_);
    if (problem_ == message) return;
    problem_ = message;
  }
  if (message.empty()) {
    log(LogLevel::Info, "revision_problem_over", {{"archive", directory_}});
  } else {
    log(LogLevel::Error, "revision_not_served", {{"archive", directory_}, {"reason", message}});
  }
}

}  // namespace backfile
