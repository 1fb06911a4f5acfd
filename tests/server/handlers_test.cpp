// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/handlers.h"

#include <doctest/doctest.h>

#include <atomic>
#include <functional>
#include <latch>
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

// A request to each route that searches.
const std::vector<std::string> kSearches = {
    "/api/v1/search?q=storm",        "/api/v1/search?q=storm&page=2&page_size=1",
    "/api/v1/count?q=storm",         "/api/v1/facets?q=storm",
    "/api/v1/facets/source?q=storm", "/api/v1/timeline?q=storm",
    "/api/v1/explain?q=storm",       "/api/v1/why?q=storm&id=a",
    "/api/v1/terms?q=version",       "/api/v1/concordance?q=storm",
    "/api/v1/collocates?q=storm",    "/api/v1/articles/a/similar?q=storm",
    "/api/v1/sample?q=storm",        "/api/v1/export?q=storm",
    "/feeds/search.json?q=storm"};

}  // namespace

TEST_CASE("what is not found in the time that the request gives is no answer, on any route") {
  GrowingArchive served;
  served.open();
  // Nobody gets a place as long as these searches run.
  std::latch held(static_cast<std::ptrdiff_t>(ArchiveOptions().readers));
  std::latch asked(1);
  std::vector<std::thread> searches;
  for (std::size_t i = 0; i < ArchiveOptions().readers; ++i) {
    searches.emplace_back([&] {
      const Result<void> done = served.archive().work({}, [&](const Work&) -> Result<void> {
        held.count_down();
        asked.wait();
        return {};
      });
      CHECK(done);
    });
  }
  held.wait();
  std::vector<std::string> targets = kSearches;
  targets.push_back("/api/v1/suggest?q=sto");
  for (const std::string& target : targets) {
    CAPTURE(target);
    const HttpResponse response = served.get(target + "&timeout_ms=1");
    CHECK(response.status == 503);
    CHECK(Json::parse(response.body).at("code") == "timeout");
    CHECK(header_of(response, "Retry-After") == "1");
  }
  asked.count_down();
  for (std::thread& search : searches) search.join();
  // More time than the server gives is no mistake.
  for (const std::string& target : targets) {
    CHECK(served.get(target + "&timeout_ms=3600000").status == 200);
  }
  for (const char* wrong : {"0", "3600001", "-1", "1s", "1.5"}) {
    CHECK(served.get("/api/v1/search?timeout_ms=" + std::string(wrong)).status == 400);
  }
}

TEST_CASE("a search may ask for a revision that is still held") {
  GrowingArchive served;
  served.open();
  for (int more = 0; more < 2; ++more) {
    served.grow();
    served.serve_newest();
  }
  for (const std::string& target : kSearches) {
    CAPTURE(target);
    for (const std::string revision : {"1", "2", "3"}) {
      const HttpResponse response = served.get(target + "&as_of=" + revision);
      REQUIRE_MESSAGE(response.status == 200, response.body);
      if (response.stream) {
        CHECK(header_of(response, "Backfile-Revision") == revision);
        CHECK(header_of(response, "Backfile-Total") == std::to_string(std::stoi(revision) + 1));
      } else if (target.starts_with("/api/")) {
        CHECK(Json::parse(response.body).at("index").at("revision") == std::stoi(revision));
      }
    }
    const HttpResponse gone = served.get(target + "&revision=4");
    CHECK(gone.status == 409);
    const Json problem = Json::parse(gone.body);
    CHECK(problem.at("code") == "cursor_expired");
    const Json& error = problem.at("errors")[0];
    CHECK(error.at("parameter") == "revision");
    CHECK(error.at("suggestion").get<std::string>().find("revision") == std::string::npos);
    CHECK(served.get(error.at("suggestion")).status == 200);
  }
}

TEST_CASE("pages of a revision that was asked for lead through it") {
  GrowingArchive served;
  served.open();
  served.grow();
  served.serve_newest();
  std::string target = "/api/v1/search?q=storm&sort=indexed&page_size=1&revision=1";
  std::size_t articles = 0;
  while (!target.empty()) {
    const HttpResponse response = served.get(target);
    REQUIRE_MESSAGE(response.status == 200, response.body);
    const Json json = Json::parse(response.body);
    CHECK(json.at("total").at("articles") == 2);
    CHECK(revision_of(etag_of(response), json.at("index").at("uuid")) == 1);
    articles += json.at("results").size();
    target = json.at("links").value("next", "");
  }
  CHECK(articles == 2);
  const Json newest = Json::parse(served.get("/api/v1/search?q=storm&page_size=1").body);
  const std::string cursor = newest.at("next_cursor");
  CHECK(served.get("/api/v1/search?q=storm&page_size=1&revision=1&cursor=" + cursor).status == 400);
  CHECK(served.get("/api/v1/search?q=storm&page_size=1&revision=2&cursor=" + cursor).status == 200);
}

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
  const Json found = Json::parse(served.get("/api/v1/search?q=storm&sort=indexed&as_of=2").body);
  CHECK(found.at("links").at("atom") == "/feeds/search.atom?q=storm&sort=indexed");
  CHECK(found.at("links").at("csv") == "/api/v1/export?q=storm&revision=2&format=csv");
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
