// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/faults.h"

#include <cstdlib>
#include <fstream>

namespace backfile {

std::vector<std::string> under_faults(const Faults& faults,
                                      const std::vector<std::string>& command) {
  std::vector<std::string> all = {"/usr/bin/env", "LD_PRELOAD=" BACKFILE_INJECTOR,
                                  "BACKFILE_FAULTS_UNDER=" + faults.under};
  if (!faults.trace.empty()) all.push_back("BACKFILE_FAULTS_TRACE=" + faults.trace);
  if (!faults.counts.empty()) all.push_back("BACKFILE_FAULTS_COUNTS=" + faults.counts);
  if (!faults.fail.empty()) all.push_back("BACKFILE_FAULTS_FAIL=" + faults.fail);
  if (faults.kill_at != 0) {
    all.push_back("BACKFILE_FAULTS_KILL=" + std::to_string(faults.kill_at));
  }
  if (faults.free_bytes >= 0) {
    all.push_back("BACKFILE_FAULTS_FREE=" + std::to_string(faults.free_bytes));
  }
  if (faults.slow_fsync_ms > 0) {
    all.push_back("BACKFILE_FAULTS_SLOW=" + std::to_string(faults.slow_fsync_ms));
  }
  all.insert(all.end(), command.begin(), command.end());
  return all;
}

std::map<std::string, long> counts_in(const std::string& path) {
  std::ifstream file(path);
  std::map<std::string, long> counts;
  std::string kind;
  for (long count = 0; file >> kind >> count;) counts[kind] = count;
  return counts;
}

int rounds(int usual) {
  const char* const asked = std::getenv("BACKFILE_FAULT_ROUNDS");
  return asked == nullptr ? usual : std::atoi(asked);
}

}  // namespace backfile
