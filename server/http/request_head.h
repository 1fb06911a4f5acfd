// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/result.h"

namespace backfile {

// The head of an HTTP/1 request, checked more strictly than httplib does. What passes can neither
// be read as two requests nor overflow a limit of httplib's.
struct RequestHead {
  bool is_head = false;       // HEAD or, else, GET,
  bool is_post = false;       // or POST,
  bool is_options = false;    // or OPTIONS.
  bool is_old = false;        // HTTP/1.0, which knows no bodies in pieces.
  bool keep_alive = true;     // The connection may carry another request.
  std::size_t body_size = 0;  // Of a POST; the body follows the head.
  std::string body;           // Not filled by parse_head().
  // What the response is to carry besides its own headers. Not filled by parse_head().
  std::vector<std::pair<std::string, std::string>> reply_headers;
  std::string target;
  std::vector<std::pair<std::string, std::string>> headers;  // Names in lower case.

  std::string_view header(std::string_view lower_case_name) const;  // Empty if there is none.
};

inline constexpr std::size_t kLongestHead = 16 * 1024;  // With the blank line at its end.
inline constexpr std::size_t kLongestTarget = 8000;     // httplib answers 414 itself above 8192.
inline constexpr std::size_t kMostHeaders = 64;
inline constexpr std::size_t kLongestBody = 64 * 1024;

// Bytes of `input` up to and with the blank line that ends the first head, or 0 if it is not there.
std::size_t head_size(std::string_view input);

// Whether `input`, which holds no whole head, cannot become one: it begins with something else (the
// greeting of TLS, say), or has a line that does not end with CR LF.
bool is_hopeless(std::string_view input);

// `head` as head_size() measured it. The refusals are InvalidArgument of the kinds "bad_request",
// "bad_encoding", "method_not_allowed", "address_too_long", "headers_too_large", "body_too_large"
// and "unsupported_encoding"; after one the connection must be closed. A body is refused but with
// POST: nothing that GET answers needs one.
Result<RequestHead> parse_head(std::string_view head);

// Why hopeless input is refused.
Error not_http();

// Why a head that has not ended at kLongestHead bytes is refused.
Error head_too_large(std::string_view input);

// Whether the header Accept-Encoding admits gzip.
bool accepts_gzip(std::string_view accept_encoding);

}  // namespace backfile
