// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/figures.h"

#include "server/http/metrics.h"

namespace backfile {

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
                "Lines of the log that nobody read in time.", figures.log_lines_dropped);
}

}  // namespace backfile
