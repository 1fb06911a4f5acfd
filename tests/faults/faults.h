// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

namespace backfile {

// What the injector is to do to one program. Only files below `under` count.
struct Faults {
  std::string under;
  std::string trace = {};   // File to append what happens to.
  std::string counts = {};  // File for the number of calls by kind: counts_in().
  long kill_at = 0;         // SIGKILL before the call of this number, of all kinds; 0: never.
  // "write:12:28": the twelfth write fails with errno 28; with ":always" all from there on.
  // "read:3:short" does a part of it, "mmap:2:SIGBUS" maps a file that cannot be read.
  std::string fail = {};
  long free_bytes = -1;    // That a disk says to have; -1: all that there are.
  long slow_fsync_ms = 0;  // That each fsync takes longer.
};

// The command, with the injector before it.
std::vector<std::string> under_faults(const Faults& faults,
                                      const std::vector<std::string>& command);

// Calls of a run by kind; "all" is their sum without allocations.
std::map<std::string, long> counts_in(const std::string& path);

// How many rounds a test does: `usual`, or what BACKFILE_FAULT_ROUNDS says (scripts/faults).
int rounds(int usual);

}  // namespace backfile
