// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/content_encoding.h"

#include <string_view>
#include <utility>

#include "server/http/gzip.h"

namespace backfile {

void encode(const HttpRequest& request, HttpResponse& response) {
  constexpr std::size_t kWorthIt = 1024;
  if (std::exchange(response.is_encoded, true)) return;
  const std::string_view type = response.content_type;
  const bool text =
      type.starts_with("text/") || type.starts_with("application/") || type == "image/svg+xml";
  if (!text && response.status != 304) return;
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (!request.accepts_gzip || response.body.size() <= kWorthIt) return;
  if (auto compressed = gzip(response.body)) {
    response.body = std::move(*compressed);
    response.headers.emplace_back("Content-Encoding", "gzip");
  }
}

void encode_stream(const HttpRequest& request, HttpResponse& response) {
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (!request.accepts_gzip) return;
  response.stream = std::make_shared<GzipBody>(std::move(response.stream));
  response.headers.emplace_back("Content-Encoding", "gzip");
}

}  // namespace backfile
