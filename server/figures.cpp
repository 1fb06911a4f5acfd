// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/figures.h"

#include "server/http/metrics.h"

namespace backfile {

namespace {

// Nothing where nothing was rejected.
std::string reject_metrics(const std::map<std::string, std::uint64_t>& rejects) {
  constexpr std::string_view kName = "backfile_rejects_total";
  std::string text;
  for (const auto& [code, count] : rejects) {
    const std::string name = std::string(kName) + "{code=\"" + code + "\"}";
    if (text.empty()) {
      text = "# HELP " + std::string(kName) + " Records that were rejected by the indexer.\n" +
             "# TYPE " + std::string(kName) + " counter\n";
    }
    text += name + " " + std::to_string(count) + "\n";
  }
  return text;
}

}  // namespace

std::string text_of(const Figures& figures) {
  const FrontCounters& front = figures.front;
  return metric("backfile_connections", "gauge", "Connections that are open.", front.connections) +
         metric("backfile_requests_waiting", "gauge", "Requests that wait for a worker.",
                front.waiting) +
         metric("backfile_requests_shed_total", "counter",
                "Requests answered 503 because too many waited.", front.shed) +
         metric("backfile_requests_late_total", "counter",
                "Requests answered 408 because they did not come to their end.", front.late) +
         metric("backfile_connections_turned_away_total", "counter",
                "Connections answered 503 because too many were open.", front.turned_away) +
         metric("backfile_connections_unsent_closed_total", "counter",
                "Connections closed because too much was not taken by clients.",
                front.unsent_closed) +
         metric("backfile_requests_rejected_total", "counter",
                "Requests without a known key, or above the limit of one.",
                figures.rejected_by_gate) +
         metric("backfile_log_lines_dropped_total", "counter",
                "Lines of the log that nobody read in time.", figures.log_lines_dropped) +
         reject_metrics(figures.rejects);
}

}  // namespace backfile
