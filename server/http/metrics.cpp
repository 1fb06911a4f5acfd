// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/metrics.h"

#include <fmt/format.h>

namespace backfile {
namespace {

std::string heading(std::string_view name, std::string_view type, std::string_view help) {
  return fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

}  // namespace

void Metrics::observe(std::string_view route, int status,
                      std::chrono::steady_clock::duration took) {
  const double seconds = std::chrono::duration<double>(took).count();
  std::size_t bucket = 0;
  while (bucket < kBounds.size() && seconds > kBounds[bucket]) ++bucket;
  const std::lock_guard lock(mutex_);
  Latency& latency = latencies_[route];
  ++latency.counts[bucket];
  latency.sum += seconds;
  ++statuses_[{route, status}];
}

std::string Metrics::text() const {
  const std::string_view requests = "backfile_requests_total";
  const std::string_view latency = "backfile_request_duration_seconds";
  const std::lock_guard lock(mutex_);
  std::string text = heading(requests, "counter", "Requests by route and status.");
  for (const auto& [key, count] : statuses_) {
    text += fmt::format("{}{{route=\"{}\",status=\"{}\"}} {}\n", requests, key.first, key.second,
                        count);
  }
  text += heading(latency, "histogram", "Time from the checked head to the whole response.");
  for (const auto& [route, times] : latencies_) {
    std::uint64_t count = 0;
    for (std::size_t i = 0; i <= kBounds.size(); ++i) {
      count += times.counts[i];
      const std::string bound = i < kBounds.size() ? fmt::format("{}", kBounds[i]) : "+Inf";
      text += fmt::format("{}_bucket{{route=\"{}\",le=\"{}\"}} {}\n", latency, route, bound, count);
    }
    text += fmt::format("{}_sum{{route=\"{}\"}} {}\n{}_count{{route=\"{}\"}} {}\n", latency, route,
                        times.sum, latency, route, count);
  }
  if (more_) text += more_();
  return text;
}

std::string metric(std::string_view name, std::string_view type, std::string_view help,
                   std::uint64_t value) {
  return heading(name, type, help) + fmt::format("{} {}\n", name, value);
}

}  // namespace backfile
