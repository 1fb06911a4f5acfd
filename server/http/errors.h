// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "common/result.h"
#include "server/http/message.h"

namespace backfile {

// One kind of refusal: its code in the API, its HTTP status and its title. The codes are part of
// the API and stand in docs/rest-api.md.
struct Problem {
  std::string_view code;
  int status;
  std::string_view title;
};

inline constexpr std::array kProblems = {
    // clang-format off
    Problem{"bad_value",          400, "A parameter has a value that cannot be used"},
    Problem{"unknown_parameter",  400, "There is no such parameter here"},
    Problem{"bad_encoding",       400, "The address is not encoded correctly"},
    Problem{"query_syntax",       400, "The query cannot be read"},
    Problem{"not_expressible",    400, "The query cannot be written in this syntax"},
    Problem{"query_too_broad",    400, "The query asks for too much"},
    Problem{"bad_request",        400, "This is not a request that HTTP allows"},
    Problem{"bad_body",           400, "The body of the request cannot be read"},
    Problem{"unauthorized",       401, "A key is needed here"},
    Problem{"not_found",          404, "There is nothing at this address"},
    Problem{"method_not_allowed", 405, "This method is not answered here"},
    Problem{"request_timeout",    408, "The request did not come to its end"},
    Problem{"cursor_expired",     409, "The archive has changed since this cursor was given"},
    Problem{"gone",               410, "This article was taken out of the archive"},
    Problem{"body_too_large",     413, "The body of the request is too large"},
    Problem{"address_too_long",   414, "The address is too long"},
    Problem{"unsupported_encoding", 415, "The body of the request is compressed"},
    Problem{"too_many_requests",  429, "This key has asked too often"},
    Problem{"headers_too_large",  431, "The headers of the request are too large"},
    Problem{"internal",           500, "The server failed"},
    Problem{"timeout",            503, "The search took too long"},
    Problem{"unavailable",        503, "The server cannot answer now"},
    // clang-format on
};

// The problem that an error is to a client. ErrorDetail::kind chooses among those that one
// ErrorCode covers.
const Problem& problem_of(const Error& error);

// The error as application/problem+json (RFC 9457). `instance` is the target of the request,
// or empty if there is none. What failed inside is not told to the client but left in
// HttpResponse::fault.
HttpResponse problem_response(const Error& error, std::string_view instance);

// Whether what is at this target may be asked for with POST.
bool takes_posts(std::string_view target);

// An InvalidArgument that is `kind` to a client.
Error refusal(std::string_view kind, std::string message);

}  // namespace backfile
