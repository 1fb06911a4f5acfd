// SPDX-License-Identifier: GPL-3.0-or-later
// backfile-index: from article files to an archive.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <iostream>
#include <map>
#include <memory>
#include <new>
#include <string_view>
#include <system_error>

#include "common/configuration_file.h"
#include "common/exit_status.h"
#include "common/log.h"
#include "common/unreadable_pages.h"
#include "indexer/commands.h"
#include "indexer/format/format.h"

namespace backfile {
namespace {

void add_archive_option(CLI::App* command, CommandOptions* options) {
  command->add_option("--archive", options->archive, "Directory of the archive")
      ->envname("BACKFILE_ARCHIVE")
      ->required();
}

void add_paths(CLI::App* command, CommandOptions* options) {
  command
      ->add_option("paths", options->paths,
                   "Files, folders (with all below them), http(s) addresses of feeds, or - for "
                   "standard input")
      ->required()
      ->configurable(false);
}

void add_names(CLI::App* command, CommandOptions* options) {
  command->add_option("names", options->paths, "Ids of articles, or their http(s) addresses")
      ->required()
      ->configurable(false);
}

void add_threads(CLI::App* command, CommandOptions* options) {
  command
      ->add_option("--threads", options->threads,
                   "Threads that parse, and as many that index; by default one a core")
      ->check(CLI::Range(1, 64));
}

void add_hosts(CLI::App* command, CommandOptions* options) {
  command->add_option("--hosts", options->hosts,
                      "File with more rows for the table of news hosts (docs/formats.md)");
}

void add_reading_options(CLI::App* command, CommandOptions* options) {
  add_threads(command, options);
  command
      ->add_option("--format", options->format,
                   "Read every record as this format instead of recognising it")
      ->check(CLI::IsMember(format_names()));
  command
      ->add_option("--map", options->map,
                   "Name that a field has in the records, such as body=maintext; repeatable")
      ->allow_extra_args(false);
  command
      ->add_option("--sitemap", options->sitemaps,
                   "A sitemap, file or address, that tells the dates of pages; may be repeated")
      ->allow_extra_args(false);
  command
      ->add_option("--user-agent", options->user_agent,
                   "Name of this program to the sites that it fetches from")
      ->default_val("backfile/" BACKFILE_VERSION);
  add_hosts(command, options);
}

void add_memory(CLI::App* command, CommandOptions* options) {
  command->add_option("--memory", options->memory, "Megabytes that the run may take")
      ->check(CLI::Range(128, 65536))
      ->capture_default_str();
}

void add_run_options(CLI::App* command, CommandOptions* options) {
  command->add_flag("--dry-run", options->dry_run,
                    "Read and compare, write nothing, tell the result");
  command->add_flag("-v,--verbose", options->verbose, "Tell the result also when all went well");
  add_memory(command, options);
  command->add_option("--report", options->report, "Tell the result in this form: text or json")
      ->check(CLI::IsMember({"text", "json"}));
}

int run(int argc, char** argv) {
  CommandOptions options;
  CLI::App app("From article files to an archive that backfile-server searches.", "backfile-index");
  app.set_version_flag("--version", BACKFILE_VERSION);
  app.set_config("--config", "", "TOML file with options")->envname("BACKFILE_CONFIG");
  app.config_formatter(std::make_shared<ConfigurationFile>(
      std::map<std::string, std::string>{{"archive", "BACKFILE_ARCHIVE"}}));
  app.allow_config_extras(false);
  app.require_subcommand(1);
  bool check = false;

  CLI::App* add = app.add_subcommand("add", "Read articles into an archive");
  add_archive_option(add, &options);
  add_paths(add, &options);
  add_reading_options(add, &options);
  add_run_options(add, &options);
  add->add_flag("--check", check, "Print the effective configuration and do nothing")
      ->configurable(false);

  CLI::App* extract =
      app.add_subcommand("extract", "Print the records as JSON Lines and index nothing");
  add_paths(extract, &options);
  add_reading_options(extract, &options);

  CLI::App* rejects = app.add_subcommand("rejects", "Tell what was rejected, by reason and source");
  add_archive_option(rejects, &options);
  rejects->add_flag("--json", options.json, "As JSON Lines");

  CLI::App* replay = app.add_subcommand("replay", "Read what was rejected once more");
  add_archive_option(replay, &options);
  add_reading_options(replay, &options);
  add_run_options(replay, &options);

  CLI::App* remove = app.add_subcommand(
      "remove", "Take articles out of the archive, with all their text, and keep them out");
  add_archive_option(remove, &options);
  add_names(remove, &options);
  remove->add_option("--reason", options.reason, "Why, for those who ask for the article");
  remove->add_flag("-v,--verbose", options.verbose, "Tell the result also when all went well");

  CLI::App* restore =
      app.add_subcommand("restore", "Let articles in again that were taken out, from the next run");
  add_archive_option(restore, &options);
  add_names(restore, &options);
  restore->add_flag("-v,--verbose", options.verbose, "Tell the result also when all went well");

  CLI::App* stats = app.add_subcommand("stats", "Tell what the archive holds");
  add_archive_option(stats, &options);
  stats->add_flag("--json", options.json, "As one line of JSON");

  CLI::App* verify_command =
      app.add_subcommand("verify", "Compare every byte of the archive with its digests");
  add_archive_option(verify_command, &options);
  verify_command->add_flag("-v,--verbose", options.verbose, "Say so when all is sound");

  CLI::App* rebuild = app.add_subcommand(
      "rebuild", "Make the archive anew from its stored records, in the present format");
  add_archive_option(rebuild, &options);
  rebuild->add_option("--into", options.into,
                      "Another directory, new or empty; by default in place");
  add_hosts(rebuild, &options);
  add_threads(rebuild, &options);
  add_memory(rebuild, &options);
  rebuild->add_flag("-v,--verbose", options.verbose, "Tell the result also when all went well");

  try {
    app.parse(argc, argv);
  } catch (const CLI::ConfigError& problem) {
    log(LogLevel::Error, "configuration", {{"reason", problem.what()}});
    return kExitConfiguration;
  } catch (const CLI::FileError& problem) {
    log(LogLevel::Error, "configuration", {{"reason", problem.what()}});
    return kExitConfiguration;
  } catch (const CLI::ParseError& problem) {
    const int status = app.exit(problem);
    return status == 0 ? kExitDone : kExitUsage;
  }
  install_signal_handlers();
  end_on_unreadable_pages();
  if (check) {
    fmt::print("{}", app.config_to_str(true, false));
    return kExitDone;
  }
  if (add->parsed()) return run_add(options);
  if (extract->parsed()) return run_extract(options);
  if (rejects->parsed()) return run_rejects(options);
  if (replay->parsed()) return run_replay(options);
  if (remove->parsed()) return run_remove(options);
  if (restore->parsed()) return run_restore(options);
  if (stats->parsed()) return run_stats(options);
  if (rebuild->parsed()) return run_rebuild(options);
  return run_verify(options);
}

// What was printed must have arrived, or a full disk behind a redirection would look like success.
int with_output_flushed(int status) {
  std::cout.flush();
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0 && std::cout.good()) return status;
  log(LogLevel::Error, "failed", {{"reason", "cannot write to standard output"}});
  return status == kExitDone ? kExitIo : status;
}

// Where an exception cannot go further, in a thread or while another one is handled. No memory may
// be left to say it with.
void end_without_memory() {
  constexpr std::string_view kLine =
      "level=error event=failed reason=\"out of memory, or a bug; the archive is at its last "
      "revision\"\n";
  [[maybe_unused]] const ssize_t n = ::write(STDERR_FILENO, kLine.data(), kLine.size());
  ::_exit(kExitSystem);
}

// A resource that the system refused (a thread, memory), or an output that cannot be written.
int status_of(const std::system_error& problem) {
  return problem.code() == std::errc::resource_unavailable_try_again ||
                 problem.code() == std::errc::not_enough_memory
             ? kExitSystem
             : kExitIo;
}

}  // namespace
}  // namespace backfile

int main(int argc, char** argv) {
  std::set_terminate(backfile::end_without_memory);
  try {
    return backfile::with_output_flushed(backfile::run(argc, argv));
  } catch (const std::bad_alloc&) {
    backfile::log(backfile::LogLevel::Error, "failed", {{"reason", "out of memory"}});
    return backfile::kExitSystem;
  } catch (const std::system_error& problem) {
    backfile::log(backfile::LogLevel::Error, "failed", {{"reason", problem.what()}});
    return backfile::status_of(problem);
  } catch (const std::exception& problem) {
    backfile::log(backfile::LogLevel::Error, "bug", {{"reason", problem.what()}});
  } catch (...) {
    backfile::log(backfile::LogLevel::Error, "bug", {{"reason", "an unknown exception"}});
  }
  return backfile::kExitBug;
}
