// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "common/result.h"

namespace backfile {

// Bodies of HTTP messages as crawlers keep them. Headers lie: many crawlers keep the headers of the
// wire beside a body that they have decoded, so a coding is undone only if the bytes look like it.

// A body sent as "Transfer-Encoding: chunked" without the chunks' heads. Where a chunk is wrong,
// the rest stays as it is; what does not begin with a chunk stays whole.
std::string dechunked(std::string_view body);

// A body without the codings named in a Content-Encoding: gzip, deflate and br; as far as it can be
// decoded when it was cut off. BadRecord when it would have more than `limit` bytes.
Result<std::string> decoded(std::string body, std::string_view content_encoding, std::size_t limit);

}  // namespace backfile
