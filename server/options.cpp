// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/options.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <memory>
#include <string>

#include "common/configuration_file.h"
#include "common/exit_status.h"
#include "server/render/service.h"
#include "server/web_directory.h"

namespace backfile {
namespace {

constexpr const char* kOriginLetters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/[]*";
constexpr const char* kArchiveVariable = "BACKFILE_ARCHIVE";

// Of clients and their connections.
void describe_limits(CLI::App& app, Options& options) {
  app.add_option("--connections", options.connections, "Connections that may be open at once")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str()
      ->type_name("N");
  app.add_option("--queue", options.queue,
                 "Requests that may wait for a thread; more are answered 503")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str()
      ->type_name("N");
  app.add_option("--head-ms", options.head_ms, "Milliseconds that a request may take to arrive")
      ->check(CLI::Range(100, 600'000))
      ->capture_default_str()
      ->type_name("N");
  app.add_option("--unsent", options.unsent,
                 "Megabytes for answers that clients have not taken yet")
      ->check(CLI::Range(1, 65'536))
      ->capture_default_str()
      ->type_name("MB");
  app.add_option("--socket-mode", options.socket_mode, "Permissions of a Unix socket, in octal")
      ->check([](const std::string& mode) {
        const bool sound = mode.size() <= 4 && !mode.empty() &&
                           mode.find_first_not_of("01234567") == std::string::npos &&
                           std::stoul(mode, nullptr, 8) <= 0777;
        return sound ? std::string() : std::string("is no mode such as 0660");
      })
      ->capture_default_str()
      ->type_name("MODE");
  app.add_option("--keys", options.keys, "File of the keys without which the API is not answered")
      ->type_name("FILE");
  app.add_option("--rate-limit", options.rate_limit,
                 "Requests a minute of a key that has no number of its own; 0 for any number")
      ->check(CLI::Range(0, 1'000'000'000))
      ->capture_default_str()
      ->type_name("N");
}

void describe(CLI::App& app, Options& options) {
  app.add_option("--archive", options.archive, "Directory of the archive to serve")
      ->envname(kArchiveVariable)
      ->required()
      ->type_name("DIR");
  app.add_option("--listen", options.listen,
                 "Where to listen, or unix:/PATH; port 0 takes a free one")
      ->capture_default_str()
      ->type_name("ADDRESS:PORT");
  app.add_option("--web", options.web, "Directory of the page's files")
      ->capture_default_str()
      ->type_name("DIR");
  app.add_option("--threads", options.threads, "Requests that are answered at once")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str()
      ->type_name("N");
  app.add_option("--deadline-ms", options.deadline_ms, "Milliseconds that one search may take")
      ->check(CLI::Range(1, 600'000))
      ->capture_default_str()
      ->type_name("N");
  app.add_option("--posting-cache", options.posting_cache,
                 "Megabytes for posting lists that have been decoded")
      ->check(CLI::Range(0, 1 << 20))
      ->capture_default_str()
      ->type_name("MB");
  app.add_option("--answer-cache", options.answer_cache,
                 "Megabytes for answers that may be asked for again; 0 keeps none")
      ->check(CLI::Range(0, 65'536))
      ->capture_default_str()
      ->type_name("MB");
  app.add_option("--cors-origin", options.cors_origin,
                 "Pages from here may read the API in browsers; * for all")
      ->check([](const std::string& origin) {
        const bool sound = origin.find_first_not_of(kOriginLetters) == std::string::npos;
        return sound ? std::string() : std::string("is no origin such as https://desk.example");
      })
      ->type_name("ORIGIN");
  app.add_option("--slow-query-ms", options.slow_query_ms,
                 "Log searches that take as long, with what was searched for; 0 for none")
      ->check(CLI::Range(0, 600'000))
      ->capture_default_str()
      ->type_name("N");
  app.add_flag("--quiet", options.quiet, "Log no line for each request");
  app.add_flag("--check", options.check, "Print the configuration in effect and exit")
      ->configurable(false);
  app.set_version_flag("--version", version_line());
  app.set_config("--config", "", "Read options from a TOML file")->type_name("FILE");
  app.config_formatter(std::make_shared<ConfigurationFile>(
      std::map<std::string, std::string>{{"archive", kArchiveVariable}}));
  app.allow_config_extras(CLI::config_extras_mode::error);
}

}  // namespace

std::variant<Options, int> parse_options(int argc, const char* const* argv) {
  Options options;
  options.web = default_web_directory();
  CLI::App app("Serves a Backfile archive: a page to search it, and an API.", "backfile-server");
  describe(app, options);
  describe_limits(app, options);
  app.footer("backfile-server new-key makes a key for --keys.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {
    app.exit(success);
    return kExitDone;
  } catch (const CLI::ConfigError& error) {
    std::cerr << "backfile-server: the configuration file: " << error.what() << '\n';
    return kExitConfiguration;
  } catch (const CLI::FileError& error) {
    std::cerr << "backfile-server: " << error.what() << '\n';
    return kExitConfiguration;
  } catch (const CLI::ParseError& error) {
    std::cerr << "backfile-server: " << error.what() << "\nTry backfile-server --help.\n";
    return kExitUsage;
  }
  return options;
}

std::string to_toml(const Options& options) {
  const auto quoted = [](const std::string& text) {
    std::string literal = "\"";
    for (const char c : text) {
      if (c == '"' || c == '\\') literal += '\\';
      literal += c;
    }
    return literal + "\"";
  };
  return "archive = " + quoted(options.archive) + "\nlisten = " + quoted(options.listen) +
         "\nweb = " + quoted(options.web) + "\nthreads = " + std::to_string(options.threads) +
         "\ndeadline-ms = " + std::to_string(options.deadline_ms) +
         "\nposting-cache = " + std::to_string(options.posting_cache) +
         "\nanswer-cache = " + std::to_string(options.answer_cache) +
         "\nconnections = " + std::to_string(options.connections) +
         "\nqueue = " + std::to_string(options.queue) +
         "\nhead-ms = " + std::to_string(options.head_ms) +
         "\nunsent = " + std::to_string(options.unsent) +
         "\nsocket-mode = " + quoted(options.socket_mode) + "\nkeys = " + quoted(options.keys) +
         "\nrate-limit = " + std::to_string(options.rate_limit) +
         "\nslow-query-ms = " + std::to_string(options.slow_query_ms) +
         "\ncors-origin = " + quoted(options.cors_origin) +
         "\nquiet = " + (options.quiet ? "true" : "false") + "\n";
}

}  // namespace backfile
