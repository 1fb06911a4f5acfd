// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/trace.h"

#include <cstdlib>
#include <fstream>

namespace backfile {
namespace {

std::string take(std::ifstream& file, std::uint64_t size) {
  std::string bytes(size, '\0');
  if (!file.read(bytes.data(), static_cast<std::streamsize>(size))) std::abort();
  return bytes;
}

}  // namespace

std::vector<TraceEvent> read_trace(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<TraceEvent> events;
  TraceHeader header{};
  while (file.read(reinterpret_cast<char*>(&header), sizeof header)) {
    TraceEvent& event = events.emplace_back();
    event.kind = header.kind;
    event.descriptor = header.descriptor;
    event.offset = header.offset;
    event.path = take(file, header.path);
    event.other = take(file, header.other);
    event.data = take(file, header.data);
  }
  if (events.empty() || file.gcount() != 0) std::abort();
  return events;
}

void append_run_done(const std::string& path) {
  const TraceHeader header{TraceKind::RunDone, -1, 0, 0, 0, 0};
  std::ofstream(path, std::ios::binary | std::ios::app)
      .write(reinterpret_cast<const char*>(&header), sizeof header);
}

}  // namespace backfile
