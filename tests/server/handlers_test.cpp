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

TEST_CASE("a feed of what came last shows a new version of an old article first") {
  GrowingArchive served;
  served.open();
  served.grow();
  served.serve_newest();
  const auto ids = [&](const std::string& parameters) {
    std::string text;
    const HttpResponse response = served.get("/feeds/search.json?q=storm" + parameters);
    REQUIRE_MESSAGE(response.status == 200, response.body);
    const Json feed = Json::parse(response.body);
    for (const Json& item : feed.at("items")) {
      const std::string id = item.at("id");
      text += id.substr(id.rfind(':') + 1) + " ";
    }
    return text;
  };
  CHECK(ids("&sort=indexed") == "a b1 b0 ");
  CHECK(ids("&sort=newest") == ids(""));
  CHECK(Json::parse(served.get("/feeds/search.json?sort=newest").body).at("feed_url") ==
        Json::parse(served.get("/feeds/search.json").body).at("feed_url"));
  CHECK(served.get("/feeds/search.json?sort=-words").status == 400);
}

TEST_CASE(
    "a query is converted to the other syntaxes, or it is said which part has no words there") {
  GrowingArchive served;
  served.open();
  const Json all = Json::parse(
      served.get("/api/v1/convert?q=climate+w/5+strik!+and+HLEAD(ferry)&syntax=nexis").body);
  CHECK(all.at("query").at("syntax") == "nexis");
  CHECK(all.at("query").at("parsed") == "(climate W/5 strik*) AND (title:ferry OR lead:ferry)");
  const Json& conversions = all.at("conversions");
  REQUIRE(conversions.size() == 5);
  CHECK(conversions[0].at("q") == all.at("query").at("parsed"));
  CHECK(conversions[1].at("q") == "(climate W/5 strik!) AND (HEADLINE(ferry) OR LEAD(ferry))");
  CHECK(conversions[2].at("q") == "(climate near5 strik*) and (hd=ferry or lp=ferry)");
  CHECK(conversions[3].at("error").at("found") == "climate W/5 strik*");
  CHECK(conversions[3].at("error").at("position") == 0);
  CHECK(conversions[4].at("syntax") == "simple");
  CHECK(all.at("warnings").empty());

  const Json one = Json::parse(served.get("/api/v1/convert?q=ferry&into=nexis").body);
  CHECK(one.at("conversions").size() == 1);
  const HttpResponse none = served.get("/api/v1/convert?q=storm+AND+ferry+W/S+harbour&into=lucene");
  CHECK(none.status == 400);
  const Json problem = Json::parse(none.body);
  CHECK(problem.at("code") == "not_expressible");
  CHECK(problem.at("errors")[0].at("position") == 10);
  CHECK(problem.at("errors")[0].at("found") == "ferry W/S harbour");
  for (const char* target : {"/api/v1/convert", "/api/v1/convert?q=ferry&into=westlaw",
                             "/api/v1/convert?q=ferry&syntax=westlaw", "/api/v1/convert?q=(",
                             "/api/v1/convert?q=ferry&from=2014"}) {
    CAPTURE(target);
    CHECK(served.get(target).status == 400);
  }
}

TEST_CASE("a query is read in the syntax and the language that the request names") {
  GrowingArchive served;
  served.open();
  const auto total = [&](const std::string& parameters) {
    const HttpResponse response = served.get("/api/v1/count?" + parameters);
    REQUIRE_MESSAGE(response.status == 200, response.body);
    return Json::parse(response.body).at("total").at("articles").get<int>();
  };
  const int all = total("q=storm");
  CHECK(all > 1);
  CHECK(total("q=storm+and+not+version&syntax=nexis") == total("q=storm+NOT+version"));
  CHECK(total("q=storms&query_language=en") == all);
  CHECK(total("q=storms&query_language=de") == 0);
  CHECK(total("q=storm&query_language=de") == all);
  CHECK(total("q===storm") == all);
  CHECK(total("q===Storm") == 0);
  CHECK(total("q=id:a") == 1);
  CHECK(total("q=id:A") == 0);
  CHECK(total("q=words:>100") == 0);
  const HttpResponse nexis = served.get("/api/v1/search?q=storm+or+rain+and+again&syntax=nexis");
  const Json answer = Json::parse(nexis.body);
  CHECK(answer.at("query").at("syntax") == "nexis");
  CHECK(answer.at("query").at("parsed") == "(storm OR rain) AND again");
  CHECK(answer.at("warnings")[0].at("code") == "mixed_operators");
  CHECK(served.get("/api/v1/search?q=storm&query_language=klingon").status == 400);
}

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
