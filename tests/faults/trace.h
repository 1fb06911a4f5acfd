// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/faults/trace_format.h"

namespace backfile {

struct TraceEvent {
  TraceKind kind = TraceKind::Open;
  int descriptor = -1;
  std::uint64_t offset = 0;
  std::string path = {};
  std::string other = {};
  std::string data = {};
};

// What the injector has recorded; the test ends if the file is no trace.
std::vector<TraceEvent> read_trace(const std::string& path);

// Marks the end of a run at the end of a trace.
void append_run_done(const std::string& path);

}  // namespace backfile
