// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/commands.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <memory>
#include <thread>
#include <utility>

#include "common/article_json.h"
#include "common/crash.h"
#include "common/exit_status.h"
#include "common/log.h"
#include "indexer/ingest.h"
#include "indexer/input/input_files.h"
#include "indexer/inspect.h"
#include "indexer/read_articles.h"
#include "indexer/read_sitemaps.h"
#include "indexer/reject_store.h"
#include "indexer/reject_table.h"
#include "indexer/rejects.h"

namespace backfile {
namespace {

// A run that is told to stop publishes what it has if that takes no longer; else it ends as it is,
// and the archive stays at the last revision.
constexpr unsigned kSecondsToFinish = 9;

std::atomic<int> stop_signal{0};

void on_signal(int signal) {
  stop_signal.store(signal);
  ::alarm(kSecondsToFinish);
}

void on_alarm(int) {
  constexpr std::string_view kLine =
      "level=warn event=stopped reason=\"the batch at hand would have taken too long; the archive "
      "is at its last revision\"\n";
  [[maybe_unused]] const ssize_t n = ::write(STDERR_FILENO, kLine.data(), kLine.size());
  ::_exit(128 + stop_signal.load());
}

Result<ReadOptions> read_options(const CommandOptions& options) {
  ReadOptions read;
  read.threads =
      options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  read.format = format_named(options.format);
  read.stop = &stop_signal;
  for (const std::string& rule : options.map) {
    if (Result<void> added = read.field_names.add(rule); !added) return std::move(added).error();
  }
  if (options.hosts.empty()) return read;
  Result<NewsHosts> hosts = NewsHosts::with_file(options.hosts);
  if (!hosts) return std::move(hosts).error();
  read.hosts = std::make_shared<const NewsHosts>(*std::move(hosts));
  return read;
}

FetchOptions fetch_options(const CommandOptions& options) {
  FetchOptions fetch;
  fetch.user_agent = options.user_agent;
  fetch.limits.stop = &stop_signal;
  return fetch;
}

void tell(const IngestReport& report) {
  fmt::print(
      "{} records in {} files ({} known files passed over): {} new, {} new versions, {} "
      "unchanged, {} duplicates, {} outdated, {} refused, {} removed, {} held, {} rejected; "
      "revision "
      "{}\n",
      report.records, report.files, report.files_known, report.outcome.added,
      report.outcome.updated, report.outcome.unchanged, report.outcome.duplicates,
      report.outcome.outdated, report.outcome.refused, report.outcome.removed, report.outcome.held,
      report.rejected, report.revision);
  for (const auto& [repair, articles] : report.repaired) {
    fmt::print("repaired {}: {} articles\n", repair, articles);
  }
}

}  // namespace

const std::atomic<int>& stop_requested() { return stop_signal; }

int report_error(const Error& error) {
  log(LogLevel::Error, "failed", {{"reason", error.message}});
  return exit_status(error.code);
}

Result<IngestOptions> ingest_options(const CommandOptions& options) {
  Result<ReadOptions> reading = read_options(options);
  if (!reading) return std::move(reading).error();
  IngestOptions ingest;
  ingest.archive = options.archive;
  ingest.paths = options.paths;
  ingest.read = *std::move(reading);
  ingest.fetch = fetch_options(options);
  ingest.sitemaps = options.sitemaps;
  ingest.memory = std::uint64_t{options.memory} << 20;
  ingest.dry_run = options.dry_run;
  return ingest;
}

int finish_run(const CommandOptions& options, const IngestReport& report) {
  if (options.report == "json") {
    fmt::print("{}\n", to_json_line(report));
  } else if (options.report == "text" || options.verbose || options.dry_run) {
    tell(report);
  }
  if (const int signal = stop_signal.load(); signal != 0) return 128 + signal;
  if (report.unreadable) return exit_status(report.unreadable->code);
  return report.rejected > 0 ? kExitSomeRejected : kExitDone;
}

int run_add(const CommandOptions& options) {
  const Result<IngestOptions> ingest_what = ingest_options(options);
  if (!ingest_what) return report_error(ingest_what.error());
  const Result<IngestReport> report = ingest(*ingest_what);
  if (!report) return report_error(report.error());
  return finish_run(options, *report);
}

namespace {

// Prints each article as a line of JSON.
class Printer final : public RecordSink {
 public:
  Result<void> record(ReadRecord record) override {
    if (!record.article) {
      rejects_.add(record.reject);
      return {};
    }
    const std::string line = record.line + "\n";
    if (std::fwrite(line.data(), 1, line.size(), stdout) != line.size()) return cannot_write();
    return {};
  }

  Result<void> file_done(const InputFile& file, const std::optional<Error>& failure) override {
    if (failure) rejects_.add_rest(file, *failure);
    return {};
  }

  void progress(std::uint64_t) override {}

  Result<int> finish() {
    rejects_.log_totals();
    if (std::fflush(stdout) != 0) return cannot_write();
    if (rejects_.unreadable()) return exit_status(rejects_.unreadable()->code);
    return rejects_.count() > 0 ? kExitSomeRejected : kExitDone;
  }

 private:
  static Error cannot_write() { return Error{ErrorCode::Io, "cannot write to standard output"}; }

  RejectsDesk rejects_;
};

}  // namespace

int run_extract(const CommandOptions& options) {
  Result<ReadOptions> reading = read_options(options);
  if (!reading) return report_error(reading.error());
  Fetcher fetcher(fetch_options(options), FeedLog());
  reading->fetcher = &fetcher;
  Result<std::shared_ptr<const Sitemap>> sitemap = read_sitemaps(options.sitemaps, &fetcher);
  if (!sitemap) return report_error(sitemap.error());
  reading->sitemap = *std::move(sitemap);
  const Result<std::vector<InputFile>> files = list_input_files(options.paths);
  if (!files) return report_error(files.error());
  Printer printer;
  if (Result<void> read = read_articles(*files, *reading, &printer); !read) {
    return report_error(read.error());
  }
  const Result<int> status = printer.finish();
  if (!status) return report_error(status.error());
  const int signal = stop_signal.load();
  return signal != 0 ? 128 + signal : *status;
}

int run_stats(const CommandOptions& options) {
  const Result<ArchiveStats> stats = read_stats(options.archive);
  if (!stats) return report_error(stats.error());
  fmt::print("{}", options.json ? to_json_line(*stats) + "\n" : to_text(*stats));
  return kExitDone;
}

int run_rejects(const CommandOptions& options) {
  const Result<StoredRejects> stored = load_rejects(options.archive);
  if (!stored) return report_error(stored.error());
  const std::vector<RejectRow> table = reject_table(stored->rejects);
  fmt::print("{}", options.json ? to_json_lines(table) : to_text(table));
  return kExitDone;
}

int run_verify(const CommandOptions& options) {
  const Result<std::vector<std::string>> findings = verify(options.archive);
  if (!findings) return report_error(findings.error());
  for (const std::string& finding : *findings) {
    log(LogLevel::Error, "damaged", {{"finding", finding}});
  }
  if (!findings->empty()) return exit_status(ErrorCode::Corrupt);
  if (options.verbose) fmt::print("{} is sound\n", options.archive);
  return kExitDone;
}

void install_signal_handlers() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) ::sigaction(signal, &action, nullptr);
  std::signal(SIGALRM, on_alarm);
  std::signal(SIGPIPE, SIG_IGN);
  say_so_in_crashes();
}

}  // namespace backfile
