// SPDX-License-Identifier: GPL-3.0-or-later
// Latencies of a running server, as a client with lasting connections sees them.
//   api_bench 127.0.0.1:8080 queries.txt --rounds 20 --connections 4
// The file holds one query a line. Each round asks each of them once; kinds of request are measured
// one after the other, so that they do not disturb each other.
#include <httplib.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "server/render/target.h"

namespace {

using Clock = std::chrono::steady_clock;
using backfile::percent_encode;

struct Settings {
  std::string address;
  std::string queries;
  std::size_t rounds = 20;
  std::size_t connections = 1;
};

struct Kind {
  const char* name;
  std::vector<std::string> targets;
};

struct Measured {
  std::vector<double> milliseconds;  // Ascending.
  std::size_t failures = 0;
  double seconds = 0;
};

std::vector<std::string> lines_of(const std::string& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

// `targets` over and over, each client taking the next one.
Measured measure(const Settings& settings, const std::vector<std::string>& targets) {
  const std::size_t count = targets.size() * settings.rounds;
  std::atomic<std::size_t> next = 0;
  std::vector<Measured> parts(settings.connections);
  const auto work = [&](Measured& part) {
    httplib::Client client("http://" + settings.address);
    client.set_keep_alive(true);
    client.set_tcp_nodelay(true);
    client.set_read_timeout(60);
    for (std::size_t i = 0; (i = next++) < count;) {
      const auto start = Clock::now();
      const auto result = client.Get(targets[i % targets.size()]);
      const std::chrono::duration<double, std::milli> passed = Clock::now() - start;
      part.milliseconds.push_back(passed.count());
      if (!result || result->status != 200) ++part.failures;
    }
  };
  const auto start = Clock::now();
  std::vector<std::thread> threads;
  for (Measured& part : parts) threads.emplace_back(work, std::ref(part));
  for (std::thread& thread : threads) thread.join();

  Measured all;
  all.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  for (const Measured& part : parts) {
    std::copy(part.milliseconds.begin(), part.milliseconds.end(),
              std::back_inserter(all.milliseconds));
    all.failures += part.failures;
  }
  std::sort(all.milliseconds.begin(), all.milliseconds.end());
  return all;
}

double percentile(const std::vector<double>& ascending, double share) {
  if (ascending.empty()) return 0;
  const auto rank = static_cast<std::size_t>(share * static_cast<double>(ascending.size() - 1));
  return ascending[rank];
}

void print(const char* name, const Measured& measured) {
  const std::vector<double>& ms = measured.milliseconds;
  std::printf("%-26s %8zu %8.2f %8.2f %8.2f %8.2f %9.0f %6zu\n", name, ms.size(),
              percentile(ms, 0.5), percentile(ms, 0.9), percentile(ms, 0.99),
              ms.empty() ? 0 : ms.back(), static_cast<double>(ms.size()) / measured.seconds,
              measured.failures);
}

// Addresses of articles that the queries find.
std::vector<std::string> article_targets(const Settings& settings,
                                         const std::vector<std::string>& searches) {
  httplib::Client client("http://" + settings.address);
  std::vector<std::string> targets;
  for (const std::string& search : searches) {
    const auto result = client.Get(search);
    if (!result || result->status != 200) continue;
    const auto answer = nlohmann::json::parse(result->body);
    for (const auto& hit : answer.at("results")) {
      targets.push_back(hit.at("links").at("self"));
    }
  }
  return targets;
}

std::vector<Kind> kinds(const Settings& settings, const std::vector<std::string>& queries) {
  std::vector<std::string> searches;
  std::vector<std::string> counts;
  for (const std::string& query : queries) {
    searches.push_back("/api/v1/search?q=" + percent_encode(query));
    counts.push_back(searches.back() +
                     "&facet=source&facet=section&facet=language&facet=agency&facet=author"
                     "&facet=place&interval=auto");
  }
  return {{"search", searches},
          {"search, facets, timeline", counts},
          {"article", article_targets(settings, searches)},
          {"one query repeated", {counts.begin(), counts.begin() + 1}}};
}

int run(const Settings& settings) {
  const std::vector<std::string> queries = lines_of(settings.queries);
  if (queries.empty()) {
    std::fprintf(stderr, "api_bench: no queries in %s\n", settings.queries.c_str());
    return 66;
  }
  std::printf("%zu queries, %zu rounds, %zu connections; milliseconds\n", queries.size(),
              settings.rounds, settings.connections);
  std::printf("%-26s %8s %8s %8s %8s %8s %9s %6s\n", "request", "count", "p50", "p90", "p99", "max",
              "per s", "failed");
  std::size_t failures = 0;
  for (Kind& kind : kinds(settings, queries)) {
    if (kind.targets.empty()) continue;
    // As many requests of one query as of all.
    while (kind.targets.size() < queries.size()) kind.targets.push_back(kind.targets.front());
    const Measured measured = measure(settings, kind.targets);
    print(kind.name, measured);
    failures += measured.failures;
  }
  return failures == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Settings settings;
  CLI::App app("Prints latencies of a running backfile-server.", "api_bench");
  app.add_option("address", settings.address, "ADDRESS:PORT of the server")->required();
  app.add_option("queries", settings.queries, "File with one query a line")
      ->required()
      ->check(CLI::ExistingFile);
  app.add_option("--rounds", settings.rounds, "How often each query is asked")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  app.add_option("--connections", settings.connections, "Clients at once")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  return run(settings);
}
