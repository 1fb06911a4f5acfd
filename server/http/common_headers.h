// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "server/http/message.h"

namespace backfile {

// What a browser may do with any response of ours. Ranges are never served.
inline constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kFixedHeaders = {{
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
     "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Accept-Ranges", "none"},
}};

// How the connection goes on, as httplib says it with these limits.
inline constexpr int kKeepAliveSeconds = 15;
inline constexpr int kKeepAliveRequests = 100'000;
inline constexpr std::string_view kKeepAliveLine = "Keep-Alive: timeout=15, max=100000\r\n";
inline constexpr std::string_view kCloseLine = "Connection: close\r\n";

// "Tue, 15 Nov 1994 08:12:31 GMT", whatever the locale.
std::string http_date_now();

// Adds the fixed headers and the date.
void add_common_headers(HttpResponse& response);

}  // namespace backfile
