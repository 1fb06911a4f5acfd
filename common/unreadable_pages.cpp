// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/unreadable_pages.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <mutex>
#include <string_view>

#include "common/exit_status.h"

namespace backfile {
namespace {

constexpr std::uintptr_t kPage = 4096;

// Where files are mapped, for a signal handler: it may take no lock. A place is free while its
// beginning is 0. Mappings beyond the last place are not guarded.
struct MappedRange {
  std::atomic<std::uintptr_t> begin{0};
  std::atomic<std::uintptr_t> end{0};
};
std::array<MappedRange, 8192> ranges;
std::mutex ranges_mutex;  // Of those who add and remove.
std::atomic<std::uint64_t> pages_lost{0};

bool is_mapped(std::uintptr_t address) {
  return std::ranges::any_of(ranges, [address](const MappedRange& range) {
    const std::uintptr_t begin = range.begin.load();
    return begin != 0 && begin <= address && address < range.end.load() + kPage;
  });
}

void say_and_end(int, siginfo_t*, void*) {
  constexpr std::string_view kLine =
      "level=error event=failed reason=\"a file of the archive cannot be read where it is mapped: "
      "input/output error, or it was cut off; run backfile-index verify\"\n";
  [[maybe_unused]] const ssize_t n = ::write(STDERR_FILENO, kLine.data(), kLine.size());
  ::_exit(kExitIo);
}

void put_zeros(int, siginfo_t* info, void*) {
  const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
  const int saved = errno;
  if (is_mapped(address)) {
    pages_lost.fetch_add(1);
    void* const page = reinterpret_cast<void*>(address & ~(kPage - 1));
    const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
    if (::mmap(page, kPage, PROT_READ, flags, -1, 0) != MAP_FAILED) {
      errno = saved;
      return;
    }
  }
  say_and_end(0, nullptr, nullptr);
}

void on_bus_error(void (*handler)(int, siginfo_t*, void*)) {
  struct sigaction action {};
  action.sa_sigaction = handler;
  action.sa_flags = SA_SIGINFO;
  ::sigaction(SIGBUS, &action, nullptr);
}

}  // namespace

void end_on_unreadable_pages() { on_bus_error(say_and_end); }

void survive_unreadable_pages() { on_bus_error(put_zeros); }

std::uint64_t unreadable_pages() { return pages_lost.load(); }

void guard_mapping(const void* begin, std::size_t size) {
  const std::lock_guard lock(ranges_mutex);
  const auto free = std::ranges::find_if(
      ranges, [](const MappedRange& range) { return range.begin.load() == 0; });
  if (free == ranges.end()) return;
  const auto address = reinterpret_cast<std::uintptr_t>(begin);
  free->end.store(address + size);
  free->begin.store(address);
}

void release_mapping(const void* begin) {
  const std::lock_guard lock(ranges_mutex);
  const auto address = reinterpret_cast<std::uintptr_t>(begin);
  const auto range = std::ranges::find_if(
      ranges, [address](const MappedRange& one) { return one.begin.load() == address; });
  if (range != ranges.end()) range->begin.store(0);
}

}  // namespace backfile
