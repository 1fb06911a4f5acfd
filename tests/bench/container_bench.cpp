// SPDX-License-Identifier: GPL-3.0-or-later
// How fast containers are cut into records: reads the files named and prints records, rejects, MB
// of records a second, and the largest resident size.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>

#include "indexer/input/container.h"

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    auto container = backfile::open_container(argv[i]);
    if (!container) {
      std::printf("%s: %s\n", argv[i], container.error().message.c_str());
      continue;
    }
    std::size_t records = 0;
    std::size_t bad = 0;
    std::size_t bytes = 0;
    for (;;) {
      const auto next = (*container)->next();
      if (!next && next.error().code == backfile::ErrorCode::BadRecord) {
        ++bad;
        continue;
      }
      if (!next) std::printf("%s: %s\n", argv[i], next.error().message.c_str());
      if (!next || !*next) break;
      ++records;
      bytes += (*next)->bytes.size();
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    std::printf(
        "%s: %zu records, %zu rejects, %.1f MB in %.2f s: %.1f MB/s, file %.1f MB/s; "
        "%ld MB resident\n",
        argv[i], records, bad, static_cast<double>(bytes) / 1e6, took.count(),
        static_cast<double>(bytes) / 1e6 / took.count(),
        static_cast<double>((*container)->consumed()) / 1e6 / took.count(), usage.ru_maxrss / 1024);
  }
  return 0;
}
