// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/common_headers.h"

#include <array>
#include <ctime>

namespace backfile {
namespace {

constexpr const char* kContentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

// "Tue, 15 Nov 1994 08:12:31 GMT", whatever the locale.
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

void add_common_headers(HttpResponse& response) {
  response.headers.emplace_back("Date", http_date(std::time(nullptr)));
  response.headers.emplace_back("Content-Security-Policy", kContentSecurityPolicy);
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
}

}  // namespace backfile
