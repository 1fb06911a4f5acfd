// SPDX-License-Identifier: GPL-3.0-or-later
// backfile-index: from article files to an archive.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <exception>
#include <string>
#include <thread>
#include <vector>

#include "common/article_json.h"
#include "common/log.h"
#include "indexer/exit_status.h"
#include "indexer/ingest.h"
#include "indexer/input/input_files.h"
#include "indexer/inspect.h"
#include "indexer/read_articles.h"
#include "indexer/rejects.h"

namespace backfile {
namespace {

std::atomic<int> stop_signal{0};

void on_signal(int signal) { stop_signal.store(signal); }

// The first signal ends the run in order; a second one of the same kind ends the process.
void install_signal_handlers() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) ::sigaction(signal, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

struct Options {
  std::string archive;
  std::vector<std::string> paths;
  unsigned threads = 0;
  std::string format;
  bool verbose = false;
  bool dry_run = false;
  bool json = false;
};

int report_error(const Error& error) {
  log(LogLevel::Error, "failed", {{"reason", error.message}});
  return exit_status(error.code);
}

ReadOptions read_options(const Options& options) {
  ReadOptions read;
  read.threads =
      options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  read.format = format_named(options.format);
  read.stop = &stop_signal;
  return read;
}

void tell(const IngestReport& report) {
  fmt::print(
      "{} records in {} files ({} known files passed over): {} new, {} new versions, {} "
      "unchanged, {} duplicates, {} rejected; revision {}\n",
      report.records, report.files, report.files_known, report.outcome.added,
      report.outcome.updated, report.outcome.unchanged, report.outcome.duplicates, report.rejected,
      report.revision);
}

int run_add(const Options& options) {
  const IngestOptions ingest_options{options.archive, options.paths, read_options(options),
                                     options.dry_run};
  const Result<IngestReport> report = ingest(ingest_options);
  if (!report) return report_error(report.error());
  if (options.verbose || options.dry_run) tell(*report);
  if (const int signal = stop_signal.load(); signal != 0) return 128 + signal;
  if (report->unreadable) return exit_status(report->unreadable->code);
  return report->rejected > 0 ? kSomeRejected : kAllDone;
}

// Prints each article as a line of JSON.
class Printer final : public RecordSink {
 public:
  Result<void> record(ReadRecord record) override {
    if (!record.article) {
      rejects_.add(record.reject);
      return {};
    }
    const std::string line = to_json_line(*record.article) + "\n";
    if (std::fwrite(line.data(), 1, line.size(), stdout) != line.size()) return cannot_write();
    return {};
  }

  Result<void> file_done(const InputFile& file, const std::optional<Error>& failure) override {
    if (!failure) return {};
    Reject reject;
    reject.provenance.file = file.path;
    reject.reason = failure->message;
    rejects_.add(reject);
    if (failure->code != ErrorCode::Corrupt && !unreadable_) unreadable_ = failure;
    return {};
  }

  void progress(std::uint64_t) override {}

  Result<int> finish() {
    rejects_.log_totals();
    if (std::fflush(stdout) != 0) return cannot_write();
    if (unreadable_) return exit_status(unreadable_->code);
    return rejects_.count() > 0 ? kSomeRejected : kAllDone;
  }

 private:
  static Error cannot_write() { return Error{ErrorCode::Io, "cannot write to standard output"}; }

  RejectsDesk rejects_;
  std::optional<Error> unreadable_;
};

int run_extract(const Options& options) {
  const Result<std::vector<InputFile>> files = list_input_files(options.paths);
  if (!files) return report_error(files.error());
  Printer printer;
  if (Result<void> read = read_articles(*files, read_options(options), &printer); !read) {
    return report_error(read.error());
  }
  const Result<int> status = printer.finish();
  if (!status) return report_error(status.error());
  const int signal = stop_signal.load();
  return signal != 0 ? 128 + signal : *status;
}

int run_stats(const Options& options) {
  const Result<ArchiveStats> stats = read_stats(options.archive);
  if (!stats) return report_error(stats.error());
  fmt::print("{}", options.json ? to_json_line(*stats) + "\n" : to_text(*stats));
  return kAllDone;
}

int run_verify(const Options& options) {
  const Result<std::vector<std::string>> findings = verify(options.archive);
  if (!findings) return report_error(findings.error());
  for (const std::string& finding : *findings) {
    log(LogLevel::Error, "damaged", {{"finding", finding}});
  }
  if (!findings->empty()) return exit_status(ErrorCode::Corrupt);
  if (options.verbose) fmt::print("{} is sound\n", options.archive);
  return kAllDone;
}

void add_archive_option(CLI::App* command, Options* options) {
  command->add_option("--archive", options->archive, "Directory of the archive")
      ->envname("BACKFILE_ARCHIVE")
      ->required();
}

void add_reading_options(CLI::App* command, Options* options) {
  command
      ->add_option("paths", options->paths,
                   "Files, folders (with all below them), or - for standard input")
      ->required()
      ->configurable(false);
  command->add_option("--threads", options->threads, "Threads; by default one a core")
      ->check(CLI::Range(1, 64));
  command
      ->add_option("--format", options->format,
                   "Read every record as this format instead of recognising it")
      ->check(CLI::IsMember(format_names()));
}

int run(int argc, char** argv) {
  Options options;
  CLI::App app("From article files to an archive that backfile-server searches.", "backfile-index");
  app.set_version_flag("--version", BACKFILE_VERSION);
  app.set_config("--config", "", "TOML file with options")->envname("BACKFILE_CONFIG");
  app.allow_config_extras(false);
  app.require_subcommand(1);
  bool check = false;

  CLI::App* add = app.add_subcommand("add", "Read articles into an archive");
  add_archive_option(add, &options);
  add_reading_options(add, &options);
  add->add_flag("--dry-run", options.dry_run, "Read and compare, write nothing, tell the result");
  add->add_flag("-v,--verbose", options.verbose, "Tell the result also when all went well");
  add->add_flag("--check", check, "Print the effective configuration and do nothing")
      ->configurable(false);

  CLI::App* extract =
      app.add_subcommand("extract", "Print the records as JSON Lines and index nothing");
  add_reading_options(extract, &options);

  CLI::App* stats = app.add_subcommand("stats", "Tell what the archive holds");
  add_archive_option(stats, &options);
  stats->add_flag("--json", options.json, "As one line of JSON");

  CLI::App* verify_command =
      app.add_subcommand("verify", "Compare every byte of the archive with its digests");
  add_archive_option(verify_command, &options);
  verify_command->add_flag("-v,--verbose", options.verbose, "Say so when all is sound");

  try {
    app.parse(argc, argv);
  } catch (const CLI::ConfigError& problem) {
    log(LogLevel::Error, "configuration", {{"reason", problem.what()}});
    return exit_status(ErrorCode::BadConfig);
  } catch (const CLI::FileError& problem) {
    log(LogLevel::Error, "configuration", {{"reason", problem.what()}});
    return exit_status(ErrorCode::BadConfig);
  } catch (const CLI::ParseError& problem) {
    const int status = app.exit(problem);
    return status == 0 ? kAllDone : kUsage;
  }
  install_signal_handlers();
  if (check) {
    fmt::print("{}", app.config_to_str(true, false));
    return kAllDone;
  }
  if (add->parsed()) return run_add(options);
  if (extract->parsed()) return run_extract(options);
  if (stats->parsed()) return run_stats(options);
  return run_verify(options);
}

}  // namespace
}  // namespace backfile

int main(int argc, char** argv) {
  try {
    return backfile::run(argc, argv);
  } catch (const std::bad_alloc&) {
    backfile::log(backfile::LogLevel::Error, "failed", {{"reason", "out of memory"}});
    return backfile::exit_status(backfile::ErrorCode::System);
  } catch (const std::exception& problem) {
    backfile::log(backfile::LogLevel::Error, "bug", {{"reason", problem.what()}});
  } catch (...) {
    backfile::log(backfile::LogLevel::Error, "bug", {{"reason", "an unknown exception"}});
  }
  return backfile::kBug;
}
