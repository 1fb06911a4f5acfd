// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/request_head.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace backfile {
namespace {

struct Case {
  std::string head;
  std::string_view kind;  // Empty: accepted.
};

std::string with_headers(std::size_t count) {
  std::string head = "GET / HTTP/1.1\r\nHost: x\r\n";
  for (std::size_t i = 0; i < count; ++i) head += "X-" + std::to_string(i) + ": 1\r\n";
  return head + "\r\n";
}

const Case kCases[] = {
    {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", ""},
    {"HEAD /a/b?c=d HTTP/1.1\r\nhost: x\r\nAccept: */*\r\n\r\n", ""},
    {"GET / HTTP/1.0\r\n\r\n", ""},
    {"GET /\xc3\xa9 HTTP/1.1\r\nHost: x\r\n\r\n", ""},
    {"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", ""},
    {"GET / HTTP/1.1\r\nHost: x\r\nRange: bytes=0-1,2-3\r\n\r\n", ""},
    {with_headers(60), ""},
    {"GET /a%20b?q=%25 HTTP/1.1\r\nHost: a-b.example:8080\r\n\r\n", ""},
    {"GET / HTTP/1.1\r\nHost: [::1]:80\r\nContent-Encoding: identity\r\n\r\n", ""},
    // Methods.
    {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 65537\r\n\r\n", "body_too_large"},
    {"POST / HTTP/1.1\r\nHost: x\r\n\r\n", "bad_request"},
    {"GET / HTTP/1.1\r\nHost: x\r\nX:\nContent-Length: 1\r\n\r\n", "bad_request"},
    {"GET / HTTP/1.1\r\nHost: x\r\nX: a\n\r\n\r\n", "bad_request"},
    {"GET / HTTP/1.1\r\nHost: x\r\nX: a\r\r\n\r\n", "bad_request"},
    {"DELETE / HTTP/1.1\r\nHost: x\r\n\r\n", "method_not_allowed"},
    {"DELETE /x HTTP/1.1\r\nHost: x\r\n\r\n", "method_not_allowed"},
    {"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", ""},
    {"GET * HTTP/1.1\r\nHost: x\r\n\r\n", "bad_request"},
    {"OPTIONS / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n", "bad_request"},
    {"TRACE / HTTP/1.1\r\nHost: x\r\n\r\n", "method_not_allowed"},
    {"get / HTTP/1.1\r\nHost: x\r\n\r\n", "method_not_allowed"},
    // The first line.
    {"GET /\r\nHost: x\r\n\r\n", "bad_request"},
    {"GET  / HTTP/1.1\r\nHost: x\r\n\r\n", "bad_request"},
    {"GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", "bad_request"},
    {"GET / HTTP/2.0\r\nHost: x\r\n\r\n", "bad_request"},
    {"GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n", "bad_request"},
    {"GET /#a HTTP/1.1\r\nHost: x\r\n\r\n", "bad_request"},
    {"G\x01T / HTTP/1.1\r\nHost: x\r\n\r\n", "bad_request"},
    {std::string("GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n", 28), "bad_request"},
    {" GET / HTTP/1.1\r\nHost: x\r\n\r\n", "bad_request"},
    {"\r\n\r\n", "bad_request"},
    {"GET /" + std::string(8000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", "address_too_long"},
    {"GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", "bad_encoding"},
    {"GET /a%2 HTTP/1.1\r\nHost: x\r\n\r\n", "bad_encoding"},
    {"GET /a% HTTP/1.1\r\nHost: x\r\n\r\n", "bad_encoding"},
    // What makes one request two.
    {"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n", "bad_request"},
    {"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: +0\r\n\r\n", "bad_request"},
    {"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n", "bad_request"},
    {"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", "bad_request"},
    {"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n", "bad_request"},
    {"GET / HTTP/1.1\r\nHost: x\r\nX: a\nContent-Length: 5\r\n\r\n", "bad_request"},
    {"GET / HTTP/1.1\r\nHost: x\r\nX: a\rb\r\n\r\n", "bad_request"},
    {"GET / HTTP/1.1\nHost: x\r\n\r\n", "bad_request"},
    {"GET / HTTP/1.1\r\nHost: x\r\n folded: y\r\n\r\n", "bad_request"},
    // Headers.
    {"GET / HTTP/1.1\r\n\r\n", "bad_request"},
    {"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "bad_request"},
    {"GET / HTTP/1.1\r\nHost:\r\n\r\n", "bad_request"},
    {"GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", "bad_request"},
    {"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "bad_request"},
    {"GET / HTTP/1.0\r\nHost: a\"b\r\n\r\n", "bad_request"},
    {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Encoding: gzip\r\n\r\n",
     "unsupported_encoding"},
    {"GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n", "bad_request"},
    {"GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n", "bad_request"},
    {"GET / HTTP/1.1\r\nHost: x\r\nX: \x01\r\n\r\n", "bad_request"},
    {with_headers(70), "headers_too_large"},
};

}  // namespace

TEST_CASE("a head is accepted or refused for its reason") {
  for (const auto& [head, kind] : kCases) {
    CAPTURE(head);
    REQUIRE(head_size(head) == head.size());
    const auto parsed = parse_head(head);
    CHECK(parsed.has_value() == kind.empty());
    if (!parsed) CHECK(parsed.error().detail.kind == kind);
  }
}

TEST_CASE("a head says its method, its target and whether the connection stays") {
  const auto parsed =
      parse_head("HEAD /api/v1/search?q=a HTTP/1.1\r\nHost: x\r\nAccept-Encoding:  gzip \r\n\r\n");
  REQUIRE(parsed);
  CHECK(parsed->is_head);
  CHECK(parsed->keep_alive);
  CHECK(parsed->target == "/api/v1/search?q=a");
  CHECK(parsed->header("accept-encoding") == "gzip");
  CHECK(parsed->header("range").empty());
  CHECK_FALSE(parse_head("GET / HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n\r\n")->keep_alive);
  CHECK_FALSE(parse_head("GET / HTTP/1.0\r\nHost: x\r\n\r\n")->keep_alive);
}

TEST_CASE("a head that has not ended has no size") {
  CHECK(head_size("") == 0);
  CHECK(head_size("GET / HTTP/1.1\r\nHost: x\r\n") == 0);
  CHECK(head_size("GET / HTTP/1.1\r\n\r\nGET /b") == 18);
}

TEST_CASE("input that can become no head is known before it ends") {
  for (const char* hopeful : {"", "G", "GET / HTTP/1.1\r", "GET / HTTP/1.1\r\nHost: x\r\n"}) {
    CHECK_FALSE(is_hopeless(hopeful));
  }
  for (const char* hopeless : {"\x16\x03\x01", " ", "\r\n", "\n", "GET / HTTP/1.1\n", "a\r\n\n"}) {
    CAPTURE(hopeless);
    CHECK(is_hopeless(hopeless));
  }
}

TEST_CASE("gzip is used only where it is accepted") {
  CHECK(accepts_gzip("gzip"));
  CHECK(accepts_gzip("br, GZIP;q=0.8"));
  CHECK(accepts_gzip("deflate,gzip ;q=1"));
  CHECK_FALSE(accepts_gzip(""));
  CHECK_FALSE(accepts_gzip("br"));
  CHECK_FALSE(accepts_gzip("gzip;q=0"));
  CHECK_FALSE(accepts_gzip("gzip;q=0.00"));
  CHECK_FALSE(accepts_gzip("xgzip"));
}

}  // namespace backfile
