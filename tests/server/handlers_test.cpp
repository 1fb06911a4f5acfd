// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/handlers.h"

#include <doctest/doctest.h>

#include <atomic>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "tests/server/growing_archive.h"

namespace backfile {
namespace {

using Json = nlohmann::json;

std::string etag_of(const HttpResponse& response) { return header_of(response, "ETag"); }

// Whether the parts of an answer are of one revision. `content`: which revision its articles tell.
bool is_of_one_revision(const HttpResponse& response,
                        const std::function<std::uint64_t(const Json&)>& content) {
  const Json json = Json::parse(response.body);
  const Json& index = json.at("index");
  const std::uint64_t revision = content(json);
  return response.status == 200 && index.at("revision") == revision &&
         index.at("articles") == revision + 1 &&
         revision_of(etag_of(response), index.at("uuid")) == revision;
}

}  // namespace

TEST_CASE("until the archive is open only its health is answered, the rest is 503") {
  GrowingArchive served;
  for (const char* target : {"/readyz", "/", "/version", "/api/v1/sources", "/api/v1/articles/a",
                             "/api/v1/search?q=storm", "/app.js"}) {
    CAPTURE(target);
    const HttpResponse response = served.get(target);
    CHECK(response.status == 503);
    CHECK(Json::parse(response.body).at("code") == "unavailable");
    CHECK(Json::parse(response.body).at("detail").get<std::string>().find("being opened") !=
          std::string::npos);
    CHECK(header_of(response, "Retry-After") == "1");
  }
  CHECK(served.get("/healthz").status == 200);
  served.open();
  CHECK(served.get("/readyz").status == 200);
  CHECK(served.get("/").status == 200);
}

TEST_CASE("a page of an older revision states that revision, and its validator holds") {
  GrowingArchive served;
  served.open();
  served.grow();
  served.serve_newest();
  const Json first = Json::parse(served.get("/api/v1/search?q=storm&page_size=2").body);
  served.grow();
  served.serve_newest();
  const std::string next = first.at("links").at("next");
  const HttpResponse second = served.get(next);
  REQUIRE(second.status == 200);
  CHECK(Json::parse(second.body).at("index") == first.at("index"));
  const std::string etag = etag_of(second);
  CHECK(revision_of(etag, first.at("index").at("uuid")) == first.at("index").at("revision"));
  const HttpResponse again = served.get(next, etag);
  CHECK(again.status == 304);
  CHECK(again.body.empty());
  CHECK(etag_of(again) == etag);
}

TEST_CASE("answers are of one revision while new ones are published") {
  GrowingArchive served;
  served.open();
  std::atomic<bool> stop = false;
  std::atomic<int> mixed = 0;
  std::atomic<int> answers = 0;
  const auto ask = [&](const std::string& target, auto content) {
    while (!stop) {
      if (!is_of_one_revision(served.get(target), content)) ++mixed;
      ++answers;
    }
  };
  std::vector<std::thread> threads;
  threads.emplace_back([&] {
    ask("/api/v1/articles/a", [](const Json& json) { return json.at("article").at("version"); });
  });
  threads.emplace_back([&] {
    ask("/api/v1/sources", [](const Json& json) {
      return json.at("sources").at(0).at("articles").get<std::uint64_t>() - 1;
    });
  });
  threads.emplace_back([&] {
    ask("/api/v1/search?q=storm&page_size=1",
        [](const Json& json) { return json.at("total").at("articles").get<std::uint64_t>() - 1; });
  });
  for (int i = 0; i < 15; ++i) {
    served.grow();
    served.serve_newest();
  }
  stop = true;
  for (std::thread& thread : threads) thread.join();
  CHECK(mixed == 0);
  CHECK(answers > 45);
}

}  // namespace backfile
