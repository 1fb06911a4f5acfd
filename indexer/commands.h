// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "common/result.h"
#include "indexer/ingest.h"

namespace backfile {

// What the command line of backfile-index says, and one function a command. Each returns the exit
// status (docs/operations.md) and has told what went wrong.
struct CommandOptions {
  std::string archive;
  std::vector<std::string> paths;  // Of remove and restore: ids and URLs.
  unsigned threads = 0;            // 0: one a core.
  unsigned memory = 1024;          // Megabytes that a run may take.
  std::string format;              // Empty: recognise.
  std::vector<std::string> map;    // "body=maintext"
  std::string hosts;               // File with more rows for the table of news hosts, or empty.
  std::vector<std::string> sitemaps;
  std::string user_agent;  // Sent where something is fetched.
  bool verbose = false;
  bool dry_run = false;
  bool json = false;
  std::string reason;  // Why articles are taken out.
  std::string into;    // Where an archive is rebuilt; empty: in its place.
  std::string report;  // "text", "json", or empty: only with verbose or dry_run.
};

int run_add(const CommandOptions& options);
int run_extract(const CommandOptions& options);
int run_stats(const CommandOptions& options);
int run_rejects(const CommandOptions& options);
int run_replay(const CommandOptions& options);   // replay.cpp
int run_remove(const CommandOptions& options);   // takedown.cpp
int run_restore(const CommandOptions& options);  // takedown.cpp
int run_verify(const CommandOptions& options);
int run_rebuild(const CommandOptions& options);  // rebuild.cpp

// The parts of a run that commands share.
int report_error(const Error& error);
Result<IngestOptions> ingest_options(const CommandOptions& options);
// Tells the report in the form asked for; the exit status.
int finish_run(const CommandOptions& options, const IngestReport& report);

// SIGTERM, SIGINT and SIGHUP end a run in order, within ten seconds; a second one of the same kind
// ends the process.
void install_signal_handlers();
// The signal that came, or 0.
const std::atomic<int>& stop_requested();

}  // namespace backfile
