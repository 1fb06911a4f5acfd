// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <doctest/doctest.h>
#include <httplib.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/running_server.h"
#include "tests/support/temporary_directory.h"

namespace backfile {

using Json = nlohmann::json;

inline std::string record(int number, const std::string& title, const std::string& text) {
  const int year = 2000 + number % 20;
  return Json{{"id", "a" + std::to_string(number)},
              {"title", title},
              {"text", text},
              {"source", number % 3 == 0 ? "harbour.example" : "ledger.example"},
              {"section", number % 2 == 0 ? "local" : "business"},
              {"language", "en"},
              {"url", "https://harbour.example/" + std::to_string(number)},
              {"published", std::to_string(year) + "-05-06"}}
             .dump() +
         "\n";
}

inline constexpr int kRecords = 57;

// 57 articles about ferries, one of them with a hostile title.
inline std::string records() {
  std::string lines;
  for (int i = 0; i < kRecords - 1; ++i) {
    lines += record(i, "Ferry number " + std::to_string(i),
                    "The ferry of day " + std::to_string(i) + " left the harbour on time.");
  }
  return lines + record(kRecords - 1, "Ferry <script>alert(1)</script> & \"crew\"",
                        "A zeppelin <img src=x onerror=alert(2)> met the ferry.");
}

// An archive made by the real indexer and served by the real server, with a page of three files.
class ServedArchive {
 public:
  explicit ServedArchive(const std::vector<std::string>& options = {})
      : server_((prepare(), archive()), place_.path(), web(), options),
        client_("127.0.0.1", server_.port()) {
    client_.set_keep_alive(true);
    client_.set_tcp_nodelay(true);
  }

  std::string archive() const { return place_.path() + "/archive"; }
  std::string web() const { return place_.path() + "/web"; }
  RunningServer& server() { return server_; }
  int port() const { return server_.port(); }
  httplib::Client& client() { return client_; }

  void add(const std::string& lines) const {
    const Finished added = run_program({BACKFILE_INDEX, "add", "--archive", archive(), "-"}, lines);
    INFO(added.err);
    REQUIRE(added.status == 0);
  }

  httplib::Response get(const std::string& target, const httplib::Headers& headers = {}) {
    const auto result = client_.Get(target, headers);
    REQUIRE(result);
    return *result;
  }

  // A 304 has no length, and this client would wait for a body until the connection ends.
  httplib::Response get_if_none_match(const std::string& target, const std::string& etag) {
    return get(target, {{"If-None-Match", etag}, {"Connection", "close"}});
  }

  Json json(const std::string& target) {
    const httplib::Response response = get(target);
    INFO(target);
    INFO(response.body);
    REQUIRE(response.status == 200);
    CHECK(response.get_header_value("Content-Type") == "application/json; charset=utf-8");
    return Json::parse(response.body);
  }

  // A refusal with this status and code.
  Json problem(const std::string& target, int status, const std::string& code) {
    const httplib::Response response = get(target);
    INFO(target);
    INFO(response.body);
    CHECK(response.status == status);
    CHECK(response.get_header_value("Content-Type") == "application/problem+json; charset=utf-8");
    Json json = Json::parse(response.body);
    CHECK(json.at("code") == code);
    CHECK(json.at("status") == status);
    return json;
  }

 private:
  void prepare() const {
    std::filesystem::create_directory(web());
    std::ofstream(web() + "/index.html") << "<!doctype html><title>Backfile</title>";
    std::ofstream(web() + "/style.css") << "body { margin: 0 }";
    std::ofstream(web() + "/app.js") << std::string(3000, '/') << "\n";
    std::filesystem::create_symlink("/etc/passwd", web() + "/link.txt");
    add(records());
  }

  TemporaryDirectory place_;
  RunningServer server_;
  httplib::Client client_;
};

}  // namespace backfile
