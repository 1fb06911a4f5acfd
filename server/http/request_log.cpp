// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/request_log.h"

#include <cstdint>

#include "common/log.h"

namespace backfile {
namespace {

std::string milliseconds_text(std::chrono::steady_clock::duration passed) {
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(passed).count();
  std::string fraction = std::to_string(us % 1000);
  fraction.insert(0, 3 - fraction.size(), '0');
  return std::to_string(us / 1000) + "." + fraction;
}

std::string request_line(const LoggedResponse& logged) {
  const HttpResponse& response = logged.response;
  const auto status = static_cast<std::uint64_t>(logged.status);
  const std::string ms = milliseconds_text(logged.took);
  std::string line = log_line(LogLevel::Info, "request",
                              {{"method", logged.method},
                               {"route", response.route},
                               {"status", status},
                               {"ms", ms},
                               {"bytes", std::uint64_t{logged.bytes}}});
  if (response.hits && logged.status == 200) line += " hits=" + std::to_string(*response.hits);
  return line + "\n";
}

}  // namespace

void append_request_lines(const LoggedResponse& logged, const LogRules& rules, std::string& lines) {
  const HttpResponse& response = logged.response;
  if (!response.fault.empty()) {
    lines += log_line(LogLevel::Error, "failure",
                      {{"route", response.route}, {"reason", response.fault}}) +
             "\n";
  }
  if (rules.every_request) lines += request_line(logged);
  if (rules.slow.count() == 0 || logged.took < rules.slow || response.target.empty()) return;
  lines += log_line(LogLevel::Warn, "slow_query",
                    {{"status", static_cast<std::uint64_t>(logged.status)},
                     {"ms", milliseconds_text(logged.took)},
                     {"query", response.query},
                     {"target", response.target}}) +
           "\n";
}

}  // namespace backfile
