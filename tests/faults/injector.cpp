// SPDX-License-Identifier: GPL-3.0-or-later
// A library for LD_PRELOAD that stands between a program and the system. It records what the
// program does to files, kills it at the n-th call, or lets calls and allocations fail. What it is
// to do stands in the environment (tests/faults/faults.h). It sees the calls that go through
// dynamic symbols, which are all that our programs and libstdc++ make; files that a library opens
// with fopen are not seen. Only files below one folder count.
#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "tests/faults/trace_format.h"

using backfile::CallKind;
using backfile::kCallKinds;
using backfile::TraceHeader;
using backfile::TraceKind;

extern "C" void* __libc_malloc(std::size_t size);
extern "C" void* __libc_calloc(std::size_t count, std::size_t size);
extern "C" void* __libc_realloc(void* old, std::size_t size);

namespace {

constexpr int kMostDescriptors = 4096;

// What the environment asks for. Written before main() and then only read.
struct Orders {
  char under[PATH_MAX] = "";
  int trace = -1;
  char counts[PATH_MAX] = "";
  long kill_at = 0;    // Counted over all calls; 0: never.
  int fail_kind = -1;  // Index into kCallKinds.
  long fail_at = 0;
  int fail_errno = 0;        // kShort, kSigbus, or an errno.
  bool fail_always = false;  // From then on, as when a disk is full.
  long free_bytes = -1;      // Of every disk; -1: all that there are.
  long slow_fsync = 0;       // Milliseconds that each takes longer.
};
constexpr int kShort = -1;
constexpr int kSigbus = -2;

Orders orders;
std::atomic<bool> ready{false};
std::atomic<long> all_calls{0};
std::atomic<long> calls[kCallKinds];
std::atomic<bool> tracked[kMostDescriptors];  // Opened below the folder.
// Calls happen in the order in which they are recorded.
pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

class Locked {
 public:
  Locked() { pthread_mutex_lock(&lock); }
  ~Locked() { pthread_mutex_unlock(&lock); }
  Locked(const Locked&) = delete;
  Locked& operator=(const Locked&) = delete;
};

long raw(long result) { return result; }

void copy_from_environment(const char* name, char* to) {
  const char* const value = getenv(name);
  if (value != nullptr) std::snprintf(to, PATH_MAX, "%s", value);
}

const char* name_of(int kind) { return backfile::kCallNames[static_cast<std::size_t>(kind)]; }

int kind_named(const char* name, std::size_t length) {
  for (int i = 0; i < kCallKinds; ++i) {
    const char* const known = name_of(i);
    if (std::strlen(known) == length && std::strncmp(known, name, length) == 0) return i;
  }
  return -1;
}

// "write:12:28" or "write:12:28:always"; the last number is an errno, "short" or "SIGBUS".
void read_failure(const char* text) {
  const char* const colon = std::strchr(text, ':');
  if (colon == nullptr) return;
  orders.fail_kind = kind_named(text, static_cast<std::size_t>(colon - text));
  char* end = nullptr;
  orders.fail_at = std::strtol(colon + 1, &end, 10);
  if (std::strncmp(end, ":short", 6) == 0) {
    orders.fail_errno = kShort;
  } else if (std::strncmp(end, ":SIGBUS", 7) == 0) {
    orders.fail_errno = kSigbus;
  } else {
    orders.fail_errno = static_cast<int>(std::strtol(end + 1, nullptr, 10));
  }
  orders.fail_always = std::strstr(end, ":always") != nullptr;
}

__attribute__((constructor)) void take_orders() {
  copy_from_environment("BACKFILE_FAULTS_UNDER", orders.under);
  copy_from_environment("BACKFILE_FAULTS_COUNTS", orders.counts);
  if (const char* const path = getenv("BACKFILE_FAULTS_TRACE")) {
    orders.trace =
        static_cast<int>(syscall(SYS_open, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
  }
  if (const char* const number = getenv("BACKFILE_FAULTS_KILL")) {
    orders.kill_at = std::strtol(number, nullptr, 10);
  }
  if (const char* const number = getenv("BACKFILE_FAULTS_FREE")) {
    orders.free_bytes = std::strtol(number, nullptr, 10);
  }
  if (const char* const number = getenv("BACKFILE_FAULTS_SLOW")) {
    orders.slow_fsync = std::strtol(number, nullptr, 10);
  }
  if (const char* const failure = getenv("BACKFILE_FAULTS_FAIL")) read_failure(failure);
  ready.store(true);
}

__attribute__((destructor)) void write_counts() {
  ready.store(false);
  if (orders.counts[0] == '\0') return;
  const int file = static_cast<int>(
      syscall(SYS_open, orders.counts, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (file < 0) return;
  char line[64];
  for (int i = -1; i < kCallKinds; ++i) {
    const int length = std::snprintf(line, sizeof line, "%s %ld\n", i < 0 ? "all" : name_of(i),
                                     i < 0 ? all_calls.load() : calls[i].load());
    raw(syscall(SYS_write, file, line, static_cast<std::size_t>(length)));
  }
  syscall(SYS_close, file);
}

// Relative paths count as they are resolved against the working directory.
void absolute(int directory, const char* path, char* out) {
  char base[PATH_MAX] = "";
  if (path[0] != '/') {
    char link[64] = "/proc/self/cwd";
    if (directory != AT_FDCWD) std::snprintf(link, sizeof link, "/proc/self/fd/%d", directory);
    const long length = syscall(SYS_readlink, link, base, sizeof base - 1);
    base[length < 0 ? 0 : length] = '\0';
  }
  std::snprintf(out, PATH_MAX, "%.2000s%s%.2000s", base, base[0] == '\0' ? "" : "/", path);
}

bool is_under(const char* path) {
  const std::size_t length = std::strlen(orders.under);
  return length > 0 && std::strncmp(path, orders.under, length) == 0;
}

bool is_tracked(int descriptor) {
  return descriptor >= 0 && descriptor < kMostDescriptors && tracked[descriptor];
}

// Counts a call; true when it is the one that is to fail. Kills the program when it is the last.
bool comes_to_grief(CallKind kind) {
  if (!ready.load()) return false;
  const auto index = static_cast<int>(kind);
  const long of_kind = calls[index].fetch_add(1) + 1;
  if (kind != CallKind::Malloc) {
    const long of_all = all_calls.fetch_add(1) + 1;
    if (of_all == orders.kill_at) syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
  }
  if (index != orders.fail_kind) return false;
  return orders.fail_always ? of_kind >= orders.fail_at : of_kind == orders.fail_at;
}

bool fails(CallKind kind) {
  if (!comes_to_grief(kind) || orders.fail_errno <= 0) return false;
  errno = orders.fail_errno;
  return true;
}

void record(TraceKind kind, int descriptor, std::uint64_t offset, const char* path,
            const char* other, const void* data, std::size_t size) {
  if (orders.trace < 0) return;
  const int saved = errno;
  TraceHeader header{kind,
                     descriptor,
                     offset,
                     static_cast<std::uint32_t>(std::strlen(path)),
                     static_cast<std::uint32_t>(std::strlen(other)),
                     size};
  raw(syscall(SYS_write, orders.trace, &header, sizeof header));
  raw(syscall(SYS_write, orders.trace, path, header.path));
  raw(syscall(SYS_write, orders.trace, other, header.other));
  if (size > 0) raw(syscall(SYS_write, orders.trace, data, size));
  errno = saved;
}

int open_file(int directory, const char* path, int flags, mode_t mode) {
  char whole[PATH_MAX];
  absolute(directory, path, whole);
  if (!is_under(whole)) {
    return static_cast<int>(syscall(SYS_openat, directory, path, flags, mode));
  }
  const Locked locked;
  if (fails(CallKind::Open)) return -1;
  struct stat status;
  const bool existed = ::lstat(whole, &status) == 0;
  const int descriptor = static_cast<int>(syscall(SYS_openat, directory, path, flags, mode));
  if (descriptor < 0) return descriptor;
  if (descriptor < kMostDescriptors) tracked[descriptor] = true;
  if (!existed) {
    record(TraceKind::Create, descriptor, 0, whole, "", nullptr, 0);
  } else {
    record(TraceKind::Open, descriptor, 0, whole, "", nullptr, 0);
    if ((flags & O_TRUNC) != 0) record(TraceKind::Truncate, descriptor, 0, "", "", nullptr, 0);
  }
  return descriptor;
}

// How much of a transfer is done: a part of it when it is to be short.
std::size_t allowed(CallKind kind, std::size_t size, bool* failed) {
  *failed = false;
  if (!comes_to_grief(kind)) return size;
  if (orders.fail_errno == kShort) return size > 1 ? (size + 1) / 2 : size;
  if (orders.fail_errno <= 0) return size;
  errno = orders.fail_errno;
  *failed = true;
  return 0;
}

template <typename Call>
ssize_t transfer(CallKind kind, int descriptor, std::size_t size, const Call& call) {
  if (!is_tracked(descriptor)) return call(size);
  const Locked locked;
  bool failed = false;
  const std::size_t part = allowed(kind, size, &failed);
  return failed ? -1 : call(part);
}

template <typename Change>
int change_directory(CallKind kind, const char* path, const Change& change) {
  if (!is_under(path)) return static_cast<int>(change(false));
  const Locked locked;
  if (fails(kind)) return -1;
  return static_cast<int>(change(true));
}

int unlink_at(int directory, const char* path, int flags) {
  char whole[PATH_MAX];
  absolute(directory, path, whole);
  return change_directory(CallKind::Unlink, whole, [&](bool seen) {
    const long done = syscall(SYS_unlinkat, directory, path, flags);
    if (done == 0 && seen) record(TraceKind::Unlink, -1, 0, whole, "", nullptr, 0);
    return done;
  });
}

int sync_file(int descriptor, long number) {
  if (orders.slow_fsync > 0) ::usleep(static_cast<useconds_t>(1000 * orders.slow_fsync));
  const Locked locked;
  if (is_tracked(descriptor) && fails(CallKind::Fsync)) return -1;
  const long done = syscall(number, descriptor);
  if (done == 0 && is_tracked(descriptor)) {
    record(TraceKind::Sync, descriptor, 0, "", "", nullptr, 0);
  }
  return static_cast<int>(done);
}

ssize_t write_at(int descriptor, const void* data, std::size_t size, off_t offset) {
  return transfer(CallKind::Write, descriptor, size, [&](std::size_t part) {
    const ssize_t done = syscall(SYS_pwrite64, descriptor, data, part, offset);
    if (done > 0 && is_tracked(descriptor)) {
      record(TraceKind::Write, descriptor, static_cast<std::uint64_t>(offset), "", "", data,
             static_cast<std::size_t>(done));
    }
    return done;
  });
}

ssize_t read_at(int descriptor, void* data, std::size_t size, off_t offset) {
  return transfer(CallKind::Read, descriptor, size, [&](std::size_t part) {
    return syscall(SYS_pread64, descriptor, data, part, offset);
  });
}

// The file behind the mapping has no pages: as when the disk cannot read them.
void* map_nothing(std::size_t length, int protection) {
  const int empty = static_cast<int>(syscall(SYS_memfd_create, "faults", 0U));
  void* const at =
      reinterpret_cast<void*>(syscall(SYS_mmap, nullptr, length, protection, MAP_SHARED, empty, 0));
  syscall(SYS_close, empty);
  return at;
}

}  // namespace

// The argument that open has when it creates a file.
#define BACKFILE_TAKE_MODE(flags)               \
  mode_t mode = 0;                              \
  if (((flags) & (O_CREAT | O_TMPFILE)) != 0) { \
    va_list rest;                               \
    va_start(rest, flags);                      \
    mode = va_arg(rest, mode_t);                \
    va_end(rest);                               \
  }

extern "C" {

int open(const char* path, int flags, ...) {
  BACKFILE_TAKE_MODE(flags);
  return open_file(AT_FDCWD, path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  BACKFILE_TAKE_MODE(flags);
  return open_file(AT_FDCWD, path, flags, mode);
}

int openat(int directory, const char* path, int flags, ...) {
  BACKFILE_TAKE_MODE(flags);
  return open_file(directory, path, flags, mode);
}

int openat64(int directory, const char* path, int flags, ...) {
  BACKFILE_TAKE_MODE(flags);
  return open_file(directory, path, flags, mode);
}

int __open_2(const char* path, int flags) { return open_file(AT_FDCWD, path, flags, 0); }
int __open64_2(const char* path, int flags) { return open_file(AT_FDCWD, path, flags, 0); }

int close(int descriptor) {
  if (!is_tracked(descriptor)) return static_cast<int>(syscall(SYS_close, descriptor));
  const Locked locked;
  tracked[descriptor] = false;
  record(TraceKind::Close, descriptor, 0, "", "", nullptr, 0);
  const bool failed = fails(CallKind::Close);
  const long done = syscall(SYS_close, descriptor);  // Linux closes it in any case.
  return failed ? -1 : static_cast<int>(done);
}

ssize_t read(int descriptor, void* data, std::size_t size) {
  return transfer(CallKind::Read, descriptor, size,
                  [&](std::size_t part) { return syscall(SYS_read, descriptor, data, part); });
}

ssize_t __read_chk(int descriptor, void* data, std::size_t size, std::size_t) {
  return read(descriptor, data, size);
}

ssize_t pread(int descriptor, void* data, std::size_t size, off_t offset) {
  return read_at(descriptor, data, size, offset);
}

ssize_t pread64(int descriptor, void* data, std::size_t size, off_t offset) {
  return read_at(descriptor, data, size, offset);
}

ssize_t __pread_chk(int descriptor, void* data, std::size_t size, off_t offset, std::size_t) {
  return read_at(descriptor, data, size, offset);
}

ssize_t __pread64_chk(int descriptor, void* data, std::size_t size, off_t offset, std::size_t) {
  return read_at(descriptor, data, size, offset);
}

ssize_t write(int descriptor, const void* data, std::size_t size) {
  return transfer(CallKind::Write, descriptor, size, [&](std::size_t part) {
    const ssize_t done = syscall(SYS_write, descriptor, data, part);
    if (done > 0 && is_tracked(descriptor)) {
      const long end = syscall(SYS_lseek, descriptor, 0L, SEEK_CUR);
      record(TraceKind::Write, descriptor, static_cast<std::uint64_t>(end - done), "", "", data,
             static_cast<std::size_t>(done));
    }
    return done;
  });
}

ssize_t pwrite(int descriptor, const void* data, std::size_t size, off_t offset) {
  return write_at(descriptor, data, size, offset);
}

ssize_t pwrite64(int descriptor, const void* data, std::size_t size, off_t offset) {
  return write_at(descriptor, data, size, offset);
}

int ftruncate(int descriptor, off_t size) noexcept {
  const Locked locked;
  if (is_tracked(descriptor) && fails(CallKind::Truncate)) return -1;
  const long done = syscall(SYS_ftruncate, descriptor, size);
  if (done == 0 && is_tracked(descriptor)) {
    record(TraceKind::Truncate, descriptor, static_cast<std::uint64_t>(size), "", "", nullptr, 0);
  }
  return static_cast<int>(done);
}

int ftruncate64(int descriptor, off_t size) noexcept { return ftruncate(descriptor, size); }

int fsync(int descriptor) { return sync_file(descriptor, SYS_fsync); }
int fdatasync(int descriptor) { return sync_file(descriptor, SYS_fdatasync); }

int rename(const char* from, const char* to) noexcept {
  char whole[PATH_MAX];
  char target[PATH_MAX];
  absolute(AT_FDCWD, from, whole);
  absolute(AT_FDCWD, to, target);
  return change_directory(CallKind::Rename, target, [&](bool seen) {
    const long done = syscall(SYS_rename, from, to);
    if (done == 0 && seen) record(TraceKind::Rename, -1, 0, whole, target, nullptr, 0);
    return done;
  });
}

int unlink(const char* path) noexcept { return unlink_at(AT_FDCWD, path, 0); }
int unlinkat(int directory, const char* path, int flags) noexcept {
  return unlink_at(directory, path, flags);
}
int rmdir(const char* path) noexcept { return unlink_at(AT_FDCWD, path, AT_REMOVEDIR); }

int remove(const char* path) noexcept {
  struct stat status;
  const bool is_folder = ::lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
  return unlink_at(AT_FDCWD, path, is_folder ? AT_REMOVEDIR : 0);
}

int mkdir(const char* path, mode_t mode) noexcept {
  char whole[PATH_MAX];
  absolute(AT_FDCWD, path, whole);
  return change_directory(CallKind::Mkdir, whole, [&](bool seen) {
    const long done = syscall(SYS_mkdir, path, mode);
    if (done == 0 && seen) record(TraceKind::MakeFolder, -1, 0, whole, "", nullptr, 0);
    return done;
  });
}

void* mmap(void* at, std::size_t length, int protection, int flags, int descriptor,
           off_t offset) noexcept {
  if ((flags & MAP_ANONYMOUS) == 0) {
    const Locked locked;
    if (is_tracked(descriptor) && comes_to_grief(CallKind::Mmap)) {
      if (orders.fail_errno == kSigbus) return map_nothing(length, protection);
      errno = orders.fail_errno;
      if (errno > 0) return MAP_FAILED;
    }
  }
  return reinterpret_cast<void*>(
      syscall(SYS_mmap, at, length, protection, flags, descriptor, offset));
}

void* mmap64(void* at, std::size_t length, int protection, int flags, int descriptor,
             off_t offset) noexcept __attribute__((alias("mmap")));

int flock(int descriptor, int operation) noexcept {
  const Locked locked;
  if (is_tracked(descriptor) && fails(CallKind::Flock)) return -1;
  return static_cast<int>(syscall(SYS_flock, descriptor, operation));
}

int statvfs(const char* path, struct statvfs* disk) noexcept {
  disk->f_frsize = 1;
  disk->f_bavail = static_cast<fsblkcnt_t>(orders.free_bytes);
  return orders.free_bytes >= 0 ? 0 : statvfs64(path, reinterpret_cast<struct statvfs64*>(disk));
}

void* malloc(std::size_t size) noexcept {
  return fails(CallKind::Malloc) ? nullptr : __libc_malloc(size);
}

void* calloc(std::size_t count, std::size_t size) noexcept {
  return fails(CallKind::Malloc) ? nullptr : __libc_calloc(count, size);
}

void* realloc(void* old, std::size_t size) noexcept {
  return size > 0 && fails(CallKind::Malloc) ? nullptr : __libc_realloc(old, size);
}

}  // extern "C"
