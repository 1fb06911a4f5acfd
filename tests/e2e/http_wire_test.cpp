// SPDX-License-Identifier: GPL-3.0-or-later
// The real server against clients of every kind: bytes, connections, signals.
#include <zlib.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <memory>
#include <sstream>
#include <thread>

#include "tests/e2e/served_archive.h"

using namespace backfile;

namespace {

std::string get(const std::string& target, const std::string& headers = {}) {
  return "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n";
}

std::string status_line(const std::string& response) {
  return response.substr(0, std::min<std::size_t>(response.find('\r'), 12));
}

std::size_t count_of(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) {
    ++count;
  }
  return count;
}

std::string body_of(const std::string& response) {
  return response.substr(response.find("\r\n\r\n") + 4);
}

struct WireCase {
  std::string name;
  std::string request;
  std::string status;
};

// The head of a response, sorted by line and without the date.
std::vector<std::string> header_lines(const std::string& response) {
  std::vector<std::string> lines;
  std::istringstream head(response.substr(0, response.find("\r\n\r\n")));
  for (std::string line; std::getline(head, line);) {
    while (line.ends_with('\r')) line.pop_back();
    if (!line.starts_with("Date: ")) lines.push_back(line);
  }
  std::ranges::sort(lines);
  return lines;
}

// The response to `request`, on a connection that stays for another one.
std::string first_of_two(int port, const std::string& request) {
  const std::string both = backfile::exchange(port, request + get("/healthz"));
  return both.substr(0, both.rfind("HTTP/1.1 200"));
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

const WireCase kCases[] = {
    {"POST", "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nq=a", "405"},
    {"PUT with a large body",
     "PUT /x HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n" + repeated("x", 9'000'000),
     "405"},
    {"TRACE", "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n", "405"},
    {"GET of the whole server", "GET * HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
    {"OPTIONS of the whole server", "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
     "204"},
    {"OPTIONS of nothing", "OPTIONS /nowhere/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
     "404"},
    {"a body on GET", "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nGET /", "400"},
    {"chunks on GET", "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
     "400"},
    {"no Host", "GET / HTTP/1.1\r\n\r\n", "400"},
    {"a long address", get("/" + repeated("a", 9000)), "414"},
    {"an endless address", "GET /" + repeated("a", 100'000), "414"},
    {"many headers", "GET / HTTP/1.1\r\nHost: x\r\n" + repeated("a: b\r\n", 100'000), "431"},
    {"a long Range", get("/healthz", "Range: bytes=" + repeated("0-1,", 2000) + "0-1\r\n"), "200"},
    {"percent signs in a header", get("/healthz", "X-A: %0d%0aX-B: c\r\n"), "200"},
    {"a bare line feed in a header", get("/healthz", "X-A: a\nX-B: c\r\n"), "400"},
};

}  // namespace

TEST_CASE("hostile requests are answered with their status, and the server lives on") {
  ServedArchive served;
  for (const auto& [name, request, status] : kCases) {
    CAPTURE(name);
    const std::string response = exchange(served.port(), request);
    CHECK(status_line(response) == "HTTP/1.1 " + status);
    CHECK(count_of(response, "HTTP/1.1 ") == 1);
    if (status == "405") CHECK(count_of(response, "Allow: GET, HEAD") == 1);
  }
  CHECK(status_line(exchange(served.port(), get("/healthz"))) == "HTTP/1.1 200");
}

TEST_CASE("browsers that ask first are told what pages of the other origin may do") {
  const std::string ask =
      "OPTIONS /api/v1/search?q=ferry HTTP/1.1\r\nHost: x\r\nOrigin: https://news.example\r\n"
      "Access-Control-Request-Method: POST\r\nConnection: close\r\n\r\n";
  ServedArchive closed;
  const std::string plain = exchange(closed.port(), ask);
  CHECK(status_line(plain) == "HTTP/1.1 204");
  CHECK(count_of(plain, "Allow: GET, HEAD, POST, OPTIONS\r\n") == 1);
  CHECK(count_of(plain, "Access-Control") == 0);
  CHECK(count_of(plain, "Content-Length") == 0);
  ServedArchive open({"--cors-origin", "*"});
  const std::vector<std::string> addresses = {"/api/v1/search",
                                              "/api/v1/articles/a1/similar",
                                              "/feeds/search.atom",
                                              "/openapi.json",
                                              "/compat/meilisearch/indexes/articles/search",
                                              "/compat/newsapi/v2/everything",
                                              "/compat/guardian/search",
                                              "/compat/nyt/svc/search/v2/articlesearch.json",
                                              "/compat/mediacloud/api/search/total-count"};
  for (const std::string& address : addresses) {
    CAPTURE(address);
    const std::string told = exchange(
        open.port(), "OPTIONS " + address + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CHECK(status_line(told) == "HTTP/1.1 204");
    CHECK(count_of(told, "Access-Control-Allow-Origin: *\r\n") == 1);
    CHECK(count_of(told, "Access-Control-Allow-Headers: *, Authorization\r\n") == 1);
    const bool posts = address.starts_with("/api/") || address.starts_with("/compat/");
    CHECK(count_of(told, "Access-Control-Allow-Methods: GET, HEAD, POST, OPTIONS\r\n") ==
          (posts ? 1 : 0));
  }
}

TEST_CASE("HEAD answers the headers of GET and no body") {
  ServedArchive served;
  const std::string whole = exchange(served.port(), get("/version"));
  std::string request = get("/version");
  request.replace(0, 3, "HEAD");
  const std::string head = exchange(served.port(), request);
  CHECK(status_line(head) == "HTTP/1.1 200");
  CHECK(body_of(head).empty());
  const std::string length = "Content-Length: " + std::to_string(body_of(whole).size()) + "\r\n";
  CHECK(count_of(head, length) == 1);
}

TEST_CASE("a repeated answer is the same to the byte, whatever it was asked for with") {
  ServedArchive served;
  std::string spelled = "/api/v1/search?q=ferry&facet=source&interval=year";
  const std::string etag = served.get(spelled).get_header_value("ETag");
  REQUIRE_FALSE(etag.empty());
  for (const char* method : {"GET ", "HEAD "}) {
    for (const std::string& headers :
         {std::string(), std::string("Accept-Encoding: gzip\r\n"),
          "If-None-Match: " + etag + "\r\n", std::string("If-None-Match: \"another\"\r\n"),
          "Accept-Encoding: gzip\r\nIf-None-Match: " + etag + "\r\n"}) {
      CAPTURE(method);
      CAPTURE(headers);
      // A spelling that was not sent before is answered by way of httplib.
      spelled += '&';
      const std::string request = method + spelled + " HTTP/1.1\r\nHost: x\r\n" + headers;
      const std::string computed = first_of_two(served.port(), request + "\r\n");
      const std::string kept = first_of_two(served.port(), request + "\r\n");
      CHECK(header_lines(kept) == header_lines(computed));
      CHECK(count_of(kept, "Keep-Alive: ") == 1);
      CHECK(body_of(kept) == body_of(computed));
      spelled += '&';
      const std::string last =
          method + spelled + " HTTP/1.1\r\nHost: x\r\n" + headers + "Connection: close\r\n\r\n";
      const std::string closing = backfile::exchange(served.port(), last);
      CHECK(header_lines(backfile::exchange(served.port(), last)) == header_lines(closing));
      CHECK(count_of(closing, "Connection: close\r\n") == 1);
    }
  }
}

TEST_CASE("repeated requests sent in one go are all answered, also when none is kept") {
  for (const char* megabytes : {"1", "0"}) {
    CAPTURE(megabytes);
    ServedArchive served({"--answer-cache", megabytes});
    const std::string request = "GET /api/v1/search?q=ferry HTTP/1.1\r\nHost: x\r\n\r\n";
    const std::string responses = exchange(served.port(), repeated(request, 100) + get("/healthz"));
    CHECK(count_of(responses, "HTTP/1.1 200") == 101);
    CHECK(count_of(responses, "\"took_ms\":") == 100);
    CHECK(responses.ends_with("{\"status\":\"ok\"}"));
    // Each is a line in the log.
    served.get("/healthz");
    CHECK(count_of(served.server().log(), "route=/api/v1/search status=200") == 100);
  }
}

TEST_CASE("an answer is compressed for those who accept gzip, and only then") {
  ServedArchive served;
  const std::string target = "/api/v1/search?q=ferry&page_size=50";
  const std::string plain = exchange(served.port(), get(target));
  CHECK(count_of(plain, "Content-Encoding") == 0);
  CHECK(count_of(plain, "Vary: Accept-Encoding\r\n") == 1);
  const std::string packed =
      exchange(served.port(), get(target, "Accept-Encoding: br, gzip, deflate\r\n"));
  CHECK(count_of(packed, "Content-Encoding: gzip\r\n") == 1);
  std::string body = body_of(packed);
  CHECK(body.size() < body_of(plain).size() / 3);

  z_stream stream{};
  REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
  std::string text(1 << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(body.data());
  stream.avail_in = static_cast<uInt>(body.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  CHECK(Json::parse(text).at("results").size() == 50);
  CHECK(Json::parse(text).at("results") == Json::parse(body_of(plain)).at("results"));
}

TEST_CASE("requests sent in one go are all answered, in their order") {
  ServedArchive served;
  std::string requests;
  for (int i = 0; i < 10; ++i) {
    requests += "GET /api/v1/articles/a" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }
  const std::string responses = exchange(served.port(), requests + get("/healthz"));
  CHECK(count_of(responses, "HTTP/1.1 200") == 11);
  std::size_t last = 0;
  for (int i = 0; i < 10; ++i) {
    const std::size_t at = responses.find("\"Ferry number " + std::to_string(i) + "\"");
    REQUIRE(at != std::string::npos);
    CHECK(at > last);
    last = at;
  }
}

TEST_CASE("24 clients with lasting connections are served at once") {
  ServedArchive served;
  std::atomic<int> answered = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 24; ++i) {
    threads.emplace_back([&served, &answered] {
      httplib::Client client("127.0.0.1", served.port());
      client.set_keep_alive(true);
      client.set_tcp_nodelay(true);
      for (int round = 0; round < 20; ++round) {
        const auto result = client.Get("/api/v1/search?q=ferry&facet=source&interval=year");
        if (result && result->status == 200 &&
            Json::parse(result->body).at("total").at("articles") == kRecords) {
          ++answered;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(answered == 24 * 20);
}

TEST_CASE("clients that never finish their request do not keep others waiting") {
  ServedArchive served;
  std::vector<std::thread> slow;
  for (int i = 0; i < 100; ++i) {
    slow.emplace_back([&served] { exchange(served.port(), "GET / HTTP/1.1\r\nHost:"); });
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  const auto start = std::chrono::steady_clock::now();
  CHECK(status_line(exchange(served.port(), get("/healthz"))) == "HTTP/1.1 200");
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
  for (std::thread& thread : slow) thread.join();
}

TEST_CASE("a second server on the port ends with status 71") {
  ServedArchive served;
  const Finished second =
      run_program({BACKFILE_SERVER, "--archive", served.archive(), "--web", served.web(),
                   "--listen", "127.0.0.1:" + std::to_string(served.port())});
  CHECK(second.status == 71);
  CHECK(second.err.find("Address already in use") != std::string::npos);
  CHECK(status_line(exchange(served.port(), get("/healthz"))) == "HTTP/1.1 200");
}

TEST_CASE("on SIGTERM requests in flight are answered, and the server ends with status 0") {
  ServedArchive served;
  constexpr std::size_t kClients = 20;
  constexpr std::size_t kRequests = 5;  // Of each, sent in one go; sanitizers need their time.
  const std::string request =
      "GET /api/v1/search?q=ferry&page_size=1000 HTTP/1.1\r\nHost: x\r\n\r\n";
  std::vector<std::unique_ptr<RawClient>> clients;
  for (std::size_t i = 0; i < kClients; ++i) {
    clients.push_back(std::make_unique<RawClient>(served.port()));
    clients.back()->send(repeated(request, kRequests));
  }
  served.server().program().send(SIGTERM);
  for (const auto& client : clients) {
    const std::string responses = client->receive_all();
    CHECK(count_of(responses, "HTTP/1.1 200") == kRequests);
    CHECK(responses.ends_with("}"));
  }
  REQUIRE(served.server().program().ended_within(8000));
  CHECK(served.server().program().wait() == 0);
  CHECK(served.server().log().find("event=stopped unfinished=0") != std::string::npos);
}

TEST_CASE("on SIGTERM the server does not wait for idle clients or those that dribble") {
  ServedArchive served;
  served.get("/healthz");  // Its connection stays.
  RawClient dribbling(served.port());
  dribbling.send("GET / HTTP/1.1\r\n");
  served.server().program().send(SIGTERM);
  REQUIRE(served.server().program().ended_within(4000));
  CHECK(served.server().program().wait() == 0);
}

TEST_CASE("each request is one line in the log, unless it is to be quiet") {
  ServedArchive served;
  served.get("/api/v1/search?q=zeppelin");
  const std::string log = served.server().log();
  CHECK(log.find("event=request method=GET route=/api/v1/search status=200") != std::string::npos);
  CHECK(log.find("hits=1") != std::string::npos);
  // What people search for is their own business.
  CHECK(log.find("zeppelin") == std::string::npos);
  ServedArchive quiet({"--quiet"});
  quiet.get("/api/v1/search?q=zeppelin");
  CHECK(quiet.server().log().find("event=request") == std::string::npos);
}
