// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "server/api/routes.h"
#include "server/http/etag.h"
#include "server/http/gzip.h"
#include "server/http/listener.h"
#include "tests/server/inflated.h"

namespace backfile {
namespace {

struct PathCase {
  std::string_view path;
  std::optional<Route> route;
  std::string_view rest;
};

constexpr PathCase kPaths[] = {
    {"/", Route::Page, ""},
    {"/api/v1/search", Route::Search, ""},
    {"/api/v1/search/", std::nullopt, ""},
    {"/api/v1/articles/ab%2Fc", Route::Article, "ab%2Fc"},
    {"/api/v1/articles/", std::nullopt, ""},
    {"/api/v1/articles/a/b", std::nullopt, ""},
    {"/a/x", Route::PageOfArticle, "x"},
    {"/style.css", Route::PageFile, "style.css"},
    {"/healthz", Route::Health, ""},
    {"/../etc/passwd", std::nullopt, ""},
    {"/..", Route::PageFile, ".."},
    {"//", std::nullopt, ""},
    {"", std::nullopt, ""},
};

struct AddressCase {
  std::string_view text;
  std::string_view host;  // Empty: refused.
  std::uint16_t port;
};

constexpr AddressCase kAddresses[] = {
    {"127.0.0.1:8080", "127.0.0.1", 8080},
    {"localhost:0", "localhost", 0},
    {"[::1]:80", "::1", 80},
    {"::1:80", "", 0},
    {"8080", "", 0},
    {":8080", "", 0},
    {"[]:80", "", 0},
    {"127.0.0.1:", "", 0},
    {"127.0.0.1:65536", "", 0},
    {"127.0.0.1:80x", "", 0},
    {"127.0.0.1:-1", "", 0},
};

}  // namespace

TEST_CASE("a path is the route that it fits, whole") {
  for (const auto& [path, route, rest] : kPaths) {
    CAPTURE(path);
    const auto match = match_route(path);
    REQUIRE(match.has_value() == route.has_value());
    if (!match) continue;
    CHECK(match->route == *route);
    CHECK(match->rest == rest);
  }
}

TEST_CASE("an address to listen on is a host and a port") {
  for (const auto& [text, host, port] : kAddresses) {
    CAPTURE(text);
    const auto address = parse_listen_address(text);
    REQUIRE(address.has_value() == !host.empty());
    if (!address) continue;
    CHECK(address->host == host);
    CHECK(address->port == port);
  }
}

TEST_CASE("an address may be the path of a Unix socket") {
  CHECK(parse_listen_address("unix:/run/backfile.sock")->path == "/run/backfile.sock");
  for (const char* text : {"unix:", "unix:backfile.sock", "unix:/", "unix:/run/"}) {
    CHECK_FALSE(parse_listen_address(text));
  }
}

TEST_CASE("a second listener on a port is refused") {
  const auto first = listen_on({.host = "127.0.0.1", .port = 0});
  REQUIRE(first);
  CHECK(first->loopback);
  const std::string port = first->url.substr(first->url.rfind(':') + 1);
  const auto second =
      listen_on({.host = "127.0.0.1", .port = static_cast<std::uint16_t>(std::stoi(port))});
  REQUIRE_FALSE(second);
  CHECK(second.error().code == ErrorCode::System);
}

TEST_CASE("what is compressed is what comes out") {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "line " + std::to_string(i) + "\n";
  for (const std::string& original : {std::string(), std::string("x"), text}) {
    const auto member = gzip(original);
    REQUIRE(member);
    CHECK(inflated(*member) == original);
  }
  CHECK(gzip(text)->size() < text.size() / 3);
}

TEST_CASE("a validator changes with the archive and with the request, and with nothing else") {
  ArchiveStatus status;
  status.uuid = "0f8c";
  status.revision = 3;
  const std::string etag = etag_of_answer(status, "/api/v1/search?q=a");
  CHECK(etag.starts_with("W/\"0f8c-3-"));
  CHECK(etag_of_answer(status, "/api/v1/search?q=a") == etag);
  CHECK(etag_of_answer(status, "/api/v1/search?q=b") != etag);
  status.revision = 4;
  CHECK(etag_of_answer(status, "/api/v1/search?q=a") != etag);
}

TEST_CASE("If-None-Match names a validator in a list, weak or strong") {
  CHECK(names_etag("W/\"abc\"", "W/\"abc\""));
  CHECK(names_etag("\"abc\"", "W/\"abc\""));
  CHECK(names_etag("\"x\", W/\"abc\"", "W/\"abc\""));
  CHECK(names_etag(" * ", "W/\"abc\""));
  CHECK_FALSE(names_etag("", "W/\"abc\""));
  CHECK_FALSE(names_etag("\"abcd\"", "W/\"abc\""));
  CHECK_FALSE(names_etag("abc", "W/\"abc\""));
}

}  // namespace backfile
