// SPDX-License-Identifier: GPL-3.0-or-later
#include <signal.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <thread>
#include <utility>

#include "common/archive/reject_counts.h"
#include "common/crash.h"
#include "common/exit_status.h"
#include "common/log.h"
#include "common/unreadable_pages.h"
#include "server/api/handlers.h"
#include "server/archive_opener.h"
#include "server/figures.h"
#include "server/http/answer_cache.h"
#include "server/http/descriptor.h"
#include "server/http/front.h"
#include "server/http/gate.h"
#include "server/http/http_server.h"
#include "server/http/listener.h"
#include "server/http/metrics.h"
#include "server/http/page.h"
#include "server/log_queue.h"
#include "server/new_key.h"
#include "server/options.h"
#include "server/search/archive.h"

namespace backfile {
namespace {

// Searches are work for the processor: more at once than it can do only make each slower.
std::size_t searches_at_once() {
  return 2 * std::max<std::size_t>(2, std::thread::hardware_concurrency());
}

// So that a processor is left for short ones.
std::size_t long_searches_at_once() {
  return std::max<std::size_t>(2, std::thread::hardware_concurrency()) - 1;
}

// A descriptor that becomes readable on SIGTERM and SIGINT, which from then on do nothing else.
// Must come before the first thread, which inherits the mask.
Result<Descriptor> take_signals() {
  ::signal(SIGPIPE, SIG_IGN);
  say_so_in_crashes();
  sigset_t set;
  ::sigemptyset(&set);
  ::sigaddset(&set, SIGTERM);
  ::sigaddset(&set, SIGINT);
  Descriptor signals(::pthread_sigmask(SIG_BLOCK, &set, nullptr) == 0
                         ? ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK)
                         : -1);
  if (!signals) {
    return Error{.code = ErrorCode::System,
                 .message = std::string("Cannot take signals: ") + std::strerror(errno) + "."};
  }
  return signals;
}

void log_start(const Listener& listener) {
  log(LogLevel::Info, "listening", {{"url", listener.url}});
  if (!listener.loopback) {
    log(LogLevel::Warn, "exposed",
        {{"url", listener.url},
         {"advice",
          "other machines can reach this server; put a proxy with TLS and limits "
          "before it"}});
  }
}

void log_ready(const ArchiveStatus& status) {
  log(LogLevel::Info, "ready", {{"articles", status.articles}, {"revision", status.revision}});
}

// Connections, and the files of segments in each thread, are more than the usual 1024.
void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

// What systemd passes, or else what the options say.
Result<Listener> find_listener(const ListenAddress& address, const Options& options) {
  auto passed = listener_of_systemd();
  if (!passed) return std::move(passed).error();
  if (*passed) return **std::move(passed);
  return listen_on(address, static_cast<mode_t>(std::stoul(options.socket_mode, nullptr, 8)));
}

Result<Gate> find_gate(const Options& options) {
  if (options.keys.empty()) return Gate();
  return Gate::open(options.keys, options.rate_limit);
}

FrontLimits limits_of(const Options& options) {
  FrontLimits limits;
  limits.workers = options.threads;
  limits.waiting = options.queue;
  limits.connections = options.connections;
  limits.unsent = std::size_t{options.unsent} << 20U;
  limits.head = std::chrono::milliseconds(options.head_ms);
  return limits;
}

Result<int> serve(const Options& options) {
  survive_unreadable_pages();
  auto signals = take_signals();
  if (!signals) return std::move(signals).error();
  raise_descriptor_limit();
  auto address = parse_listen_address(options.listen);
  if (!address) return std::move(address).error();
  auto gate = find_gate(options);
  if (!gate) return std::move(gate).error();
  auto page = Page::load(options.web);
  if (!page) return std::move(page).error();
  // The port before the archive: a second server fails at once.
  auto listener = find_listener(*address, options);
  if (!listener) return std::move(listener).error();
  const LogQueue log_queue(STDERR_FILENO);
  log_start(*listener);

  AnswerCache answers(std::size_t{options.answer_cache} << 20U);
  Metrics metrics;
  Handlers handlers(*page, answers, {.metrics = &metrics, .cors_origin = options.cors_origin});
  const ArchiveOpener opener(
      options.archive,
      {.readers = searches_at_once(),
       .slow_readers = long_searches_at_once(),
       .cache_bytes = std::size_t{options.posting_cache} << 20,
       .deadline = std::chrono::milliseconds(options.deadline_ms)},
      [&handlers](const Archive& archive) {
        handlers.serve(archive);
        log_ready(archive.status());
      },
      [&handlers](const Error& error) {
        handlers.explain(error.message);
        log(LogLevel::Error, "not_ready", {{"reason", error.message}});
      });
  const HttpServer http(
      {.handle = [&](const HttpRequest& request) { return handlers.handle(request); },
       .known = [&](const HttpRequest& request) { return handlers.known(request); }},
      metrics, *gate,
      {.every_request = !options.quiet, .slow = std::chrono::milliseconds(options.slow_query_ms)});
  Front front(std::move(listener->socket), limits_of(options),
              {.answer = [&](const RequestHead& head) { return http.answer(head); },
               .refuse = [&](const Error& error,
                             std::string_view target) { return http.refuse(error, target); },
               .answer_at_once = [&](RequestHead& head) { return http.answer_at_once(head); },
               .pause = [&] { http.flush_log(); }});
  metrics.set_more([&] {
    return text_of({.front = front.counters(),
                    .rejected_by_gate = gate->rejected(),
                    .log_lines_dropped = log_queue.dropped(),
                    .rejects = read_reject_counts(options.archive)});
  });
  auto unfinished = front.run(std::array{signals->get(), opener.failed()});
  if (!unfinished) return std::move(unfinished).error();
  if (opener.is_done() && opener.error()) return *opener.error();
  log(LogLevel::Info, "stopped", {{"unfinished", std::uint64_t{*unfinished}}});
  // Waiting for what did not finish in its time is what destructors would do.
  if (*unfinished > 0 || !opener.is_done()) {
    listener->file.remove();
    std::_Exit(kExitDone);
  }
  return kExitDone;
}

int run(int argc, const char* const* argv) {
  if (const auto status = run_new_key(argc, argv)) return *status;
  const auto parsed = parse_options(argc, argv);
  if (const int* status = std::get_if<int>(&parsed)) return *status;
  const Options& options = *std::get_if<Options>(&parsed);
  if (options.check) {
    std::cout << to_toml(options);
    return kExitDone;
  }
  set_log_level(LogLevel::Info);
  auto status = serve(options);
  if (status) return *status;
  log(LogLevel::Error, "cannot_serve", {{"reason", status.error().message}});
  return exit_status(status.error().code);
}

}  // namespace
}  // namespace backfile

int main(int argc, char** argv) {
  try {
    return backfile::run(argc, argv);
  } catch (const std::exception& exception) {
    std::cerr << "backfile-server: a bug: " << exception.what() << '\n';
  } catch (...) {
    std::cerr << "backfile-server: a bug: an exception of a library was not caught\n";
  }
  return backfile::kExitBug;
}
