// SPDX-License-Identifier: GPL-3.0-or-later
// Exports as clients of every kind take them, and bodies of requests.
#include <algorithm>
#include <chrono>
#include <set>
#include <sstream>
#include <thread>

#include "common/files.h"
#include "common/hash.h"
#include "tests/e2e/served_archive.h"

using namespace backfile;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string post(const std::string& target, const std::string& type, const std::string& body) {
  return "POST " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: " + type +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string body_of(const std::string& response) {
  return response.substr(response.find("\r\n\r\n") + 4);
}

}  // namespace

TEST_CASE("an export has every match once, newest first, and says so in its last line") {
  ServedArchive served;
  const httplib::Response response = served.get("/api/v1/export?q=ferry");
  REQUIRE(response.status == 200);
  const std::vector<std::string> lines = lines_of(response.body);
  REQUIRE(lines.size() == kRecords + 1);
  std::set<std::string> ids;
  std::string last = "9999";
  for (int i = 0; i < kRecords; ++i) {
    const Json article = Json::parse(lines[static_cast<std::size_t>(i)]);
    ids.insert(article.at("id").get<std::string>());
    CHECK(article.at("published").get<std::string>() <= last);
    last = article.at("published").get<std::string>();
    CHECK(article.contains("text"));
  }
  CHECK(ids.size() == kRecords);
  const Json end = Json::parse(lines.back()).at("end");
  CHECK(end.at("articles") == kRecords);
  CHECK(end.at("revision") == 1);
  const std::size_t trailer = response.body.rfind("{\"end\"");
  CHECK(end.at("xxh3") == hex(hash128(response.body.substr(0, trailer))));
}

TEST_CASE("an export comes compressed to those who take that, and is the same") {
  ServedArchive served;
  std::string many;
  for (int i = 1000; i < 1600; ++i) many += record(i, "Ferry", "A long story of a ferry.");
  served.add(many);
  for (const std::string format : {"jsonl", "csv", "ids"}) {
    CAPTURE(format);
    const std::string target = "/api/v1/export?revision=2&format=" + format;
    // This client inflates by itself. The new revision is served within a second.
    httplib::Response plain;
    for (int i = 0; i < 200 && plain.status != 200; ++i) {
      plain = served.get(target, {{"Accept-Encoding", "identity"}});
      if (plain.status != 200) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    const httplib::Response packed = served.get(target, {{"Accept-Encoding", "gzip"}});
    REQUIRE(plain.status == 200);
    CHECK(plain.get_header_value("Content-Encoding").empty());
    CHECK(packed.get_header_value("Content-Encoding") == "gzip");
    CHECK(packed.get_header_value("Vary") == "Accept-Encoding");
    CHECK(packed.body == plain.body);
    CHECK(lines_of(plain.body).size() >= 657);
  }
}

TEST_CASE("an export goes on behind an article, in its own revision or not at all") {
  ServedArchive served;
  const auto whole = lines_of(served.get("/api/v1/export?format=ids").body);
  REQUIRE(whole.size() == kRecords + 1);
  const auto rest =
      lines_of(served.get("/api/v1/export?format=ids&revision=1&after=" + whole[20]).body);
  CHECK(std::vector<std::string>(whole.begin() + 21, whole.end() - 1) ==
        std::vector<std::string>(rest.begin(), rest.end() - 1));
  CHECK(rest.back().starts_with("# articles=" + std::to_string(kRecords - 21) + " revision=1 "));
  const auto none =
      lines_of(served.get("/api/v1/export?format=ids&after=" + whole[kRecords - 1]).body);
  CHECK(none.size() == 1);
  served.problem("/api/v1/export?after=nobody", 404, "not_found");
  const Json gone = served.problem("/api/v1/export?q=ferry&revision=99", 409, "cursor_expired");
  CHECK(gone.at("errors")[0].at("suggestion") == "/api/v1/export?q=ferry");
  served.problem("/api/v1/export?format=pdf", 400, "bad_value");
  served.problem("/api/v1/export?q=%28ferry", 400, "query_syntax");
}

TEST_CASE("a table has the columns that were asked for and no formulas") {
  ServedArchive served;
  served.add(record(900, "=cmd|' /C calc'!A0", "zebrafish, \"quoted\"") +
             record(901, "@home", "zebrafish") + record(902, "plain", "zebrafish"));
  while (served.json("/readyz").at("revision") != 2) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  const auto lines =
      lines_of(served.get("/api/v1/export?q=zebrafish&format=csv&fields=title,text").body);
  REQUIRE(lines.size() == 5);
  CHECK(lines[0] == "id,title,text\r");
  const std::set<std::string> rows(lines.begin() + 1, lines.end() - 1);
  CHECK(rows == std::set<std::string>{"a900,'=cmd|' /C calc'!A0,\"zebrafish, \"\"quoted\"\"\"\r",
                                      "a901,'@home,zebrafish\r", "a902,plain,zebrafish\r"});
}

TEST_CASE("an old client gets an export without chunks, and HEAD gets only its head") {
  ServedArchive served;
  const std::string old =
      exchange(served.port(), "GET /api/v1/export?format=ids HTTP/1.0\r\nHost: x\r\n\r\n");
  CHECK(old.find("Transfer-Encoding") == std::string::npos);
  CHECK(lines_of(body_of(old)).size() == kRecords + 1);
  const std::string head = exchange(
      served.port(), "HEAD /api/v1/export HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  CHECK(head.starts_with("HTTP/1.1 200"));
  CHECK(body_of(head).empty());
}

TEST_CASE("clients that do not read their exports hold no thread") {
  ServedArchive served({"--threads", "2"});
  std::string lines;
  for (int i = 1000; i < 3000; ++i) {
    lines += record(i, "Long " + std::to_string(i), std::string(4000, 'x'));
  }
  served.add(lines);
  while (served.json("/readyz").at("revision") != 2) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  std::vector<std::unique_ptr<RawClient>> slow;
  for (int i = 0; i < 8; ++i) {
    slow.push_back(std::make_unique<RawClient>(served.port()));
    slow.back()->send("GET /api/v1/export HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  const auto start = std::chrono::steady_clock::now();
  CHECK(served.get("/api/v1/search?q=zeppelin").status == 200);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
  // One of them reads after all, and gets everything.
  const std::string whole = slow.front()->receive_all();
  CHECK(whole.find("{\"end\":{\"articles\":" + std::to_string(kRecords + 2000)) !=
        std::string::npos);
  CHECK(whole.ends_with("0\r\n\r\n"));
}

TEST_CASE("a query in a body is the query in the address") {
  ServedArchive served;
  const Json same =
      served.json("/api/v1/search?q=ferry&section=local&section=business&page_size=1");
  const Json sent = {{"q", "ferry"}, {"section", {"local", "business"}}, {"page_size", 1}};
  for (const std::string& request : {post("/api/v1/search", "application/json", sent.dump()),
                                     post("/api/v1/search", "application/x-www-form-urlencoded",
                                          "q=ferry&section=local&section=business&page_size=1")}) {
    const Json answer = Json::parse(body_of(exchange(served.port(), request)));
    CHECK(answer.at("total") == same.at("total"));
    CHECK(answer.at("results") == same.at("results"));
    CHECK(answer.at("links") == same.at("links"));
  }
}

TEST_CASE("bodies that cannot be read are refused") {
  ServedArchive served;
  struct Row {
    std::string request;
    std::string status;
  };
  const std::vector<Row> rows = {
      {post("/api/v1/search", "application/json", "[1]"), "400"},
      {post("/api/v1/search", "application/json", "{\"q\":"), "400"},
      {post("/api/v1/search", "application/json", "{\"q\":{\"a\":1}}"), "400"},
      {post("/api/v1/search", "application/json", std::string(60'000, '[')), "400"},
      {post("/api/v1/search", "text/plain", "q=a"), "400"},
      {post("/api/v1/search", "application/json", "{\"form\":\"1\"}"), "400"},
      {post("/api/v1/search", "application/json", std::string(70'000, ' ')), "413"},
      {"POST /api/v1/search HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
      {"POST /api/v1/search HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", "400"},
      {"POST /api/v1/search HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
       "400"},
      {"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc", "400"},
  };
  for (const auto& [request, status] : rows) {
    CAPTURE(request.substr(0, 120));
    CHECK(exchange(served.port(), request).substr(9, 3) == status);
  }
}

TEST_CASE("pages of another origin may read the API when that is configured, else not") {
  ServedArchive closed;
  CHECK(closed.get("/api/v1/count").get_header_value("Access-Control-Allow-Origin").empty());
  ServedArchive open({"--cors-origin", "https://desk.example"});
  for (int i = 0; i < 2; ++i) {
    const httplib::Response response = open.get("/api/v1/count");
    CHECK(response.get_header_value("Access-Control-Allow-Origin") == "https://desk.example");
    const httplib::Response kept =
        open.get_if_none_match("/api/v1/count", response.get_header_value("ETag"));
    CHECK(kept.status == 304);
    CHECK(kept.get_header_value("Access-Control-Allow-Origin") == "https://desk.example");
  }
}

TEST_CASE("figures for Prometheus count what the indexer has rejected, by reason") {
  ServedArchive served;
  CHECK(served.get("/metrics").body.find("backfile_rejects_total") == std::string::npos);
  for (int run = 1; run <= 2; ++run) {
    const Finished added =
        run_program({BACKFILE_INDEX, "add", "--archive", served.archive(), "-"},
                    "{\"title\":\"Rain\",\"id\":\"rain\"}\n[]\n{\"a\":1}\n{\"b\":2}\n");
    REQUIRE(added.status == 65);
    const std::string text = served.get("/metrics").body;
    const std::string expected =
        "backfile_rejects_total{code=\"record_has_neither_a_title_nor_a_"
        "text\"} " +
        std::to_string(2 * run) + "\n";
    CHECK(text.find(expected) != std::string::npos);
    CHECK(text.find("# TYPE backfile_rejects_total counter\n") != std::string::npos);
  }
}

TEST_CASE("figures for Prometheus grow with what has been done") {
  ServedArchive served;
  served.get("/api/v1/count?q=ferry");
  served.get("/api/v1/count?q=ferry");
  const std::string text = served.get("/metrics").body;
  for (const char* line :
       {"backfile_requests_total{route=\"/api/v1/count\",status=\"200\"} 2\n",
        "backfile_request_duration_seconds_count{route=\"/api/v1/count\"} 2\n",
        "backfile_answer_cache_hits_total 1\n", "backfile_revision 1\n", "backfile_segments "}) {
    CAPTURE(line);
    CHECK(text.find(line) != std::string::npos);
  }
}
