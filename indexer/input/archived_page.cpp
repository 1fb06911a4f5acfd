// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/archived_page.h"

#include <algorithm>
#include <array>

#include "common/text.h"
#include "indexer/input/container.h"
#include "indexer/input/header_fields.h"
#include "indexer/input/http_coding.h"

namespace backfile {
namespace {

constexpr std::array<std::string_view, 9> kPageTypes = {"text/html",
                                                        "application/xhtml+xml",
                                                        "application/rss+xml",
                                                        "application/atom+xml",
                                                        "application/rdf+xml",
                                                        "application/feed+json",
                                                        "application/xml",
                                                        "text/xml",
                                                        ""};

constexpr std::size_t kLongestHead = 64 << 10;

// The head and the body of a response. No head: the whole is head.
struct Response {
  explicit Response(std::string_view bytes)
      : size(header_size(bytes)),
        line(bytes.substr(0, bytes.find('\n'))),
        fields(bytes.substr(0, std::min(size.lines, kLongestHead))) {
    if (size.lines != std::string_view::npos) body = bytes.substr(size.with_blank_line);
  }

  HeaderSize size;
  std::string_view line;
  HeaderFields fields;
  std::string_view body;
};

}  // namespace

bool is_page_response(std::string_view bytes) {
  const Response response(bytes);
  if (!response.line.starts_with("HTTP/")) return false;
  const std::size_t blank = response.line.find(' ');
  if (blank == std::string_view::npos) return false;
  if (trim(response.line.substr(blank)).substr(0, 3) != "200") return false;
  const ContentType content = parse_content_type(response.fields.get("Content-Type"));
  return std::find(kPageTypes.begin(), kPageTypes.end(), content.type) != kPageTypes.end();
}

Result<RawDocument> page_of_response(std::string_view bytes, RawDocument about) {
  const Response response(bytes);
  ContentType content = parse_content_type(response.fields.get("Content-Type"));
  about.content_type = std::move(content.type);
  about.charset = std::move(content.charset);
  const bool chunked =
      ascii_lower(response.fields.get("Transfer-Encoding")).find("chunked") != std::string::npos;
  Result<std::string> body =
      decoded(chunked ? dechunked(response.body) : std::string(response.body),
              response.fields.get("Content-Encoding"), kLargestRecord);
  if (!body) return std::move(body).error();
  about.bytes = *std::move(body);
  return about;
}

bool is_text_resource(std::string_view content_type) {
  const std::string type = parse_content_type(content_type).type;
  if (type == "text/css" || type == "text/javascript" || type == "text/dns") return false;
  return type.empty() || type.starts_with("text/") || type.ends_with("xml") ||
         type.ends_with("json");
}

std::string tidy_address(std::string_view url) {
  url = trim(url);
  if (url.starts_with('<')) url.remove_prefix(1);
  if (url.ends_with('>')) url.remove_suffix(1);
  std::string tidy;
  for (const char c : url) {
    if (c == ' ') {
      tidy += "%20";
    } else {
      tidy.push_back(c);
    }
  }
  return tidy;
}

}  // namespace backfile
