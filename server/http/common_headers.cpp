// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/common_headers.h"

#include <array>
#include <ctime>

namespace backfile {
namespace {

std::string http_date(std::time_t now) {
  constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::array<char, 32> rest{};
  std::strftime(rest.data(), rest.size(), " %Y %H:%M:%S GMT", &parts);
  std::array<char, 4> day{};
  std::strftime(day.data(), day.size(), "%d", &parts);
  return std::string(kDays[static_cast<std::size_t>(parts.tm_wday)]) + ", " + day.data() + " " +
         kMonths[static_cast<std::size_t>(parts.tm_mon)] + rest.data();
}

}  // namespace

std::string http_date_now() {
  thread_local std::time_t second = -1;
  thread_local std::string text;
  if (const std::time_t now = std::time(nullptr); now != second) {
    text = http_date(now);
    second = now;
  }
  return text;
}

void add_common_headers(HttpResponse& response) {
  response.headers.emplace_back("Date", http_date_now());
  for (const auto& [name, value] : kFixedHeaders) response.headers.emplace_back(name, value);
}

}  // namespace backfile
