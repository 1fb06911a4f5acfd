// SPDX-License-Identifier: GPL-3.0-or-later
#include <signal.h>
#include <sys/signalfd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <thread>
#include <utility>

#include "common/exit_status.h"
#include "common/log.h"
#include "common/unreadable_pages.h"
#include "server/api/handlers.h"
#include "server/archive_opener.h"
#include "server/http/answer_cache.h"
#include "server/http/descriptor.h"
#include "server/http/front.h"
#include "server/http/http_server.h"
#include "server/http/listener.h"
#include "server/http/metrics.h"
#include "server/http/page.h"
#include "server/options.h"
#include "server/search/archive.h"

namespace backfile {
namespace {

// Searches are work for the processor: more at once than it can do only make each slower.
std::size_t searches_at_once() {
  return 2 * std::max<std::size_t>(2, std::thread::hardware_concurrency());
}

// A descriptor that becomes readable on SIGTERM and SIGINT, which from then on do nothing else.
// Must come before the first thread, which inherits the mask.
Result<Descriptor> take_signals() {
  ::signal(SIGPIPE, SIG_IGN);
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

Result<int> serve(const Options& options) {
  survive_unreadable_pages();
  auto signals = take_signals();
  if (!signals) return std::move(signals).error();
  auto address = parse_listen_address(options.listen);
  if (!address) return std::move(address).error();
  auto page = Page::load(options.web);
  if (!page) return std::move(page).error();
  // The port before the archive: a second server fails at once.
  auto listener = listen_on(*address);
  if (!listener) return std::move(listener).error();
  log_start(*listener);

  AnswerCache answers(std::size_t{options.answer_cache} << 20U);
  Metrics metrics;
  Handlers handlers(*page, answers, {.metrics = &metrics, .cors_origin = options.cors_origin});
  const ArchiveOpener opener(
      options.archive,
      {.readers = searches_at_once(),
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
      metrics, !options.quiet);
  FrontLimits limits;
  limits.workers = options.threads;
  Front front(std::move(listener->socket), limits,
              {.answer = [&](const RequestHead& head) { return http.answer(head); },
               .refuse = [&](const Error& error,
                             std::string_view target) { return http.refuse(error, target); },
               .answer_at_once = [&](const RequestHead& head) { return http.answer_at_once(head); },
               .pause = [&] { http.flush_log(); }});
  metrics.set_waiting([&front] { return front.waiting(); });
  auto unfinished = front.run(std::array{signals->get(), opener.failed()});
  if (!unfinished) return std::move(unfinished).error();
  if (opener.is_done() && opener.error()) return *opener.error();
  log(LogLevel::Info, "stopped", {{"unfinished", std::uint64_t{*unfinished}}});
  // Waiting for what did not finish in its time is what destructors would do.
  if (*unfinished > 0 || !opener.is_done()) std::_Exit(kExitDone);
  return kExitDone;
}

int run(int argc, const char* const* argv) {
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
