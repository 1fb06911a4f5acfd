// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace backfile {

// What the command line of backfile-index says, and one function a command. Each returns the exit
// status (docs/operations.md) and has told what went wrong.
struct CommandOptions {
  std::string archive;
  std::vector<std::string> paths;
  unsigned threads = 0;          // 0: one a core.
  unsigned memory = 1024;        // Megabytes that a run may take.
  std::string format;            // Empty: recognise.
  std::vector<std::string> map;  // "body=maintext"
  std::string hosts;             // File with more rows for the table of news hosts, or empty.
  bool verbose = false;
  bool dry_run = false;
  bool json = false;
};

int run_add(const CommandOptions& options);
int run_extract(const CommandOptions& options);
int run_stats(const CommandOptions& options);
int run_verify(const CommandOptions& options);

// SIGTERM, SIGINT and SIGHUP end a run in order; a second one of the same kind ends the process.
void install_signal_handlers();

}  // namespace backfile
