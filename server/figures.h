// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "server/http/front.h"

namespace backfile {

// What /metrics shows of the program beside its requests.
struct Figures {
  FrontCounters front;
  std::uint64_t rejected_by_gate = 0;
  std::uint64_t log_lines_dropped = 0;
  std::map<std::string, std::uint64_t> rejects;  // Of the indexer, by code.
};

// In the text format of Prometheus.
std::string text_of(const Figures& figures);

}  // namespace backfile
