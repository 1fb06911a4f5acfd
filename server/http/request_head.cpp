// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/request_head.h"

#include <algorithm>
#include <charconv>

#include "common/ascii.h"
#include "common/text.h"
#include "server/http/errors.h"

namespace backfile {
namespace {

// RFC 9110, section 5.6.2.
bool is_token_character(char c) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return is_ascii_letter(c) || is_digit(c) || kOthers.find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character);
}

// A name or an address with a port. It becomes part of addresses in answers.
bool is_host(std::string_view text) {
  constexpr std::string_view kOthers = "-._~:[]%";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_ascii_letter(c) || is_digit(c) || kOthers.find(c) != std::string_view::npos;
  });
}

bool has_malformed_escape(std::string_view text) {
  for (std::size_t at = text.find('%'); at != text.npos; at = text.find('%', at + 1)) {
    if (at + 2 >= text.size() || hex_digit(text[at + 1]) < 0 || hex_digit(text[at + 2]) < 0) {
      return true;
    }
  }
  return false;
}

bool is_printable(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte != 0x7F;
}

// Takes the first line off `rest`, without its CR LF.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find("\r\n"), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(rest.size(), end + 2));
  return line;
}

Result<void> parse_request_line(std::string_view line, RequestHead& head) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last || !is_token(line.substr(0, first))) {
    return refusal("bad_request", "The first line must be a method, an address and a version.");
  }
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    return refusal("bad_request", "The version must be HTTP/1.1 or HTTP/1.0.");
  }
  head.target = target;
  if (method != "GET" && method != "HEAD" && method != "POST" && method != "OPTIONS") {
    return refusal("method_not_allowed",
                   "Nothing here can be changed; ask with GET, HEAD or, for long queries, POST.");
  }
  head.is_head = method == "HEAD";
  head.is_post = method == "POST";
  head.is_options = method == "OPTIONS";
  head.is_old = version == "HTTP/1.0";
  head.keep_alive = !head.is_old;
  if (target.size() > kLongestTarget) {
    return refusal("address_too_long",
                   "The address may be " + std::to_string(kLongestTarget) + " bytes long.");
  }
  const bool printable = std::all_of(target.begin(), target.end(), is_printable);
  const bool is_whole_server = head.is_options && target == "*";
  if (!printable || !(target.starts_with('/') || is_whole_server) ||
      target.find_first_of(" #") != target.npos) {
    return refusal("bad_request",
                   "The address must begin with / and hold no blank, # or control character.");
  }
  if (has_malformed_escape(target)) {
    return refusal("bad_encoding",
                   "A % must be followed by two hexadecimal digits; the character % itself is "
                   "written %25.");
  }
  return {};
}

Result<void> parse_header(std::string_view line, RequestHead& head) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
    return refusal("bad_request", "A header must be a name, a colon and a value on one line.");
  }
  // A line feed at either end, too: to a proxy in front it may end the line, and what follows it be
  // a header of its own.
  const std::string_view written = line.substr(colon + 1);
  if (!std::all_of(written.begin(), written.end(),
                   [](char c) { return is_printable(c) || c == '\t'; })) {
    return refusal("bad_request", "A header holds a control character.");
  }
  if (head.headers.size() == kMostHeaders) {
    return refusal("headers_too_large",
                   "A request may have " + std::to_string(kMostHeaders) + " headers.");
  }
  head.headers.emplace_back(ascii_lower(line.substr(0, colon)), trim(written));
  return {};
}

Result<void> measure_body(std::string_view length, RequestHead& head) {
  if (length.empty()) {
    if (!head.is_post) return {};
    return refusal("bad_request", "A request with POST must say its Content-Length.");
  }
  const auto [stop, status] =
      std::from_chars(length.data(), length.data() + length.size(), head.body_size);
  if (status == std::errc::invalid_argument || stop != length.data() + length.size()) {
    return refusal("bad_request", "Content-Length must be a number.");
  }
  if (!head.is_post && (status != std::errc() || head.body_size > 0)) {
    return refusal("bad_request", "Only a request with POST may have a body.");
  }
  if (status != std::errc() || head.body_size > kLongestBody) {
    return refusal("body_too_large",
                   "A body may be " + std::to_string(kLongestBody) + " bytes long.");
  }
  return {};
}

Result<void> check_headers(RequestHead& head) {
  const auto count = [&](std::string_view name) {
    return std::count_if(head.headers.begin(), head.headers.end(),
                         [&](const auto& header) { return header.first == name; });
  };
  if (count("host") > 1 || (count("host") == 0 && head.keep_alive)) {
    return refusal("bad_request", "A request must name one Host.");
  }
  if (count("host") == 1 && !is_host(head.header("host"))) {
    return refusal("bad_request", "The Host must be a name or an address, and at most a port.");
  }
  const std::string_view length = head.header("content-length");
  if (count("transfer-encoding") > 0 || count("content-length") > 1) {
    return refusal("bad_request", "A body must come with one Content-Length, and not in pieces.");
  }
  if (auto measured = measure_body(length, head); !measured) return measured;
  if (const std::string_view coding = head.header("content-encoding");
      !coding.empty() && ascii_lower(coding) != "identity") {
    return refusal("unsupported_encoding", "A body must not be compressed.");
  }
  if (count("expect") > 0 || count("upgrade") > 0) {
    std::erase_if(head.headers, [](const auto& header) {
      return header.first == "expect" || header.first == "upgrade";
    });
  }
  const std::string connection = ascii_lower(head.header("connection"));
  if (connection.find("close") != std::string::npos) head.keep_alive = false;
  return {};
}

}  // namespace

std::string_view RequestHead::header(std::string_view lower_case_name) const {
  for (const auto& [name, value] : headers) {
    if (name == lower_case_name) return value;
  }
  return {};
}

std::size_t head_size(std::string_view input) {
  const std::size_t end = input.find("\r\n\r\n");
  return end == std::string_view::npos ? 0 : end + 4;
}

bool is_hopeless(std::string_view input) {
  if (!input.empty() && !is_token_character(input.front())) return true;
  for (std::size_t at = input.find('\n'); at != input.npos; at = input.find('\n', at + 1)) {
    if (input[at - 1] != '\r') return true;
  }
  return false;
}

Error not_http() {
  return refusal("bad_request", "This is not HTTP, or its lines do not end with CR LF.");
}

Result<RequestHead> parse_head(std::string_view head) {
  RequestHead parsed;
  std::string_view rest = head.substr(0, head.size() - 2);
  if (auto line = parse_request_line(take_line(rest), parsed); !line) {
    return std::move(line).error();
  }
  while (!rest.empty()) {
    if (auto header = parse_header(take_line(rest), parsed); !header) {
      return std::move(header).error();
    }
  }
  if (auto checked = check_headers(parsed); !checked) return std::move(checked).error();
  return parsed;
}

Error head_too_large(std::string_view input) {
  if (input.find('\n') == std::string_view::npos) {
    return refusal("address_too_long",
                   "The address may be " + std::to_string(kLongestTarget) + " bytes long.");
  }
  return refusal("headers_too_large",
                 "The head of a request may be " + std::to_string(kLongestHead) + " bytes long.");
}

bool accepts_gzip(std::string_view accept_encoding) {
  while (!accept_encoding.empty()) {
    const std::string_view item = accept_encoding.substr(0, accept_encoding.find(','));
    accept_encoding.remove_prefix(std::min(accept_encoding.size(), item.size() + 1));
    if (ascii_lower(trim(item.substr(0, item.find(';')))) != "gzip") continue;
    const std::size_t weight = item.find("q=");
    if (weight == std::string_view::npos) return true;
    return item.substr(weight + 2).find_first_of("123456789") != std::string_view::npos;
  }
  return false;
}

}  // namespace backfile
