// SPDX-License-Identifier: GPL-3.0-or-later
// The command `replay`: rejected records once more, after a fix.
#include <sys/stat.h>

#include <memory>
#include <set>
#include <utility>

#include "common/exit_status.h"
#include "common/log.h"
#include "common/url.h"
#include "indexer/commands.h"
#include "indexer/ingest.h"
#include "indexer/record_filter.h"
#include "indexer/reject_store.h"

namespace backfile {
namespace {

bool can_be_read_again(const std::string& path) {
  struct stat status {};
  return path != "-" && (is_http_url(path) || ::stat(path.c_str(), &status) == 0);
}

// What cannot be read again stays rejected.
struct Replay {
  std::vector<Reject> again;
  std::string lines_left;
  std::vector<std::string> paths;
};

Replay plan(std::vector<Reject> rejects) {
  Replay replay;
  std::set<std::string> paths;
  std::set<std::string> gone;
  for (Reject& reject : rejects) {
    const std::string& path = reject.provenance.file;
    if (!paths.contains(path) && !gone.contains(path)) {
      (can_be_read_again(path) ? paths : gone).insert(path);
    }
    if (paths.contains(path)) {
      replay.again.push_back(std::move(reject));
    } else {
      replay.lines_left += to_json_line(reject) + "\n";
    }
  }
  for (const std::string& path : gone) {
    log(LogLevel::Warn, "replay", {{"file", path}, {"reason", "it cannot be read again"}});
  }
  replay.paths.assign(paths.begin(), paths.end());
  return replay;
}

// Once the new rejects are on disk. A crash in between leaves a reject in two files, which count
// once.
Result<void> remove_replayed(const std::string& archive, const StoredRejects& stored,
                             const std::string& lines_left, const std::string& new_file) {
  std::set<std::string> kept = {new_file};
  if (!lines_left.empty()) {
    Result<std::string> saved = save_rejects(archive, lines_left);
    if (!saved) return std::move(saved).error();
    kept.insert(*std::move(saved));
  }
  for (const std::string& file : stored.files) {
    if (kept.contains(file)) continue;
    if (Result<void> removed = remove_rejects(archive, file); !removed) return removed;
  }
  return {};
}

}  // namespace

int run_replay(const CommandOptions& options) {
  Result<IngestOptions> ingest_what = ingest_options(options);
  if (!ingest_what) return report_error(ingest_what.error());
  Result<StoredRejects> stored = load_rejects(options.archive);
  if (!stored) return report_error(stored.error());
  Replay replay = plan(std::move(stored->rejects));
  ingest_what->paths = std::move(replay.paths);
  ingest_what->read.only = std::make_shared<const RecordFilter>(replay.again);
  const Result<IngestReport> report = ingest(*ingest_what);
  if (!report) return report_error(report.error());
  const int status = finish_run(options, *report);
  if (options.dry_run || status > 128) return status;
  if (Result<void> removed =
          remove_replayed(options.archive, *stored, replay.lines_left, report->rejects_file);
      !removed) {
    return report_error(removed.error());
  }
  return status;
}

}  // namespace backfile
