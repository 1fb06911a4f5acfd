// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backfile {

// The value of a mail's header as UTF-8: encoded words (RFC 2047) decoded, neighbours of one
// character set joined before, because many senders cut characters in two; other bytes that are not
// ASCII by detection. On one line.
std::string decode_mail_header(std::string_view value);

// The two transfer encodings of MIME (RFC 2045), as far as they can be decoded.
std::string from_base64(std::string_view text);
std::string from_quoted_printable(std::string_view text);

}  // namespace backfile
