// SPDX-License-Identifier: GPL-3.0-or-later
// Handlers with a cache of answers give what those without one give.
#include <doctest/doctest.h>

#include <atomic>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "server/api/handlers.h"
#include "tests/server/growing_archive.h"
#include "tests/server/inflated.h"

namespace backfile {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kCacheBytes = 4 << 20;

// Handlers that keep answers, asked as the server asks them.
class KeepingServer {
 public:
  explicit KeepingServer(const GrowingArchive& served, std::size_t bytes = kCacheBytes)
      : cache_(bytes), handlers_(served.page(), cache_) {
    handlers_.serve(served.archive());
  }

  HttpResponse get(const HttpRequest& request) {
    const auto known = handlers_.known(request);
    return known ? known->response : handlers_.handle(request);
  }
  bool knows(const HttpRequest& request) const { return handlers_.known(request) != nullptr; }
  AnswerCache& cache() { return cache_; }

 private:
  AnswerCache cache_;
  Handlers handlers_;
};

HttpRequest asked(const std::string& target, bool accepts_gzip = false) {
  return {.target = target, .if_none_match = {}, .accepts_gzip = accepts_gzip};
}

// The body without the time that the search took.
std::string text_of(const HttpResponse& response) {
  std::string text =
      header_of(response, "Content-Encoding") == "gzip" ? inflated(response.body) : response.body;
  constexpr std::string_view kName = "\"took_ms\":";
  if (const std::size_t at = text.find(kName); at != std::string::npos) {
    text.erase(at, text.find(',', at) - at);
  }
  return text;
}

class RandomTargets {
 public:
  std::string next() {
    switch (pick(8)) {
      case 0: return "/api/v1/articles/" + one_of({"a", "b0", "b1", "none", "%62%31"});
      case 1: return one_of({"/api/v1/sources", "/", "/a/x", "/index.html", "/none.js"});
      case 2: return "/api/v1/facets?" + words() + "&facet=source&facet_size=3";
      case 3: return "/api/v1/timeline?" + words();
      default: break;
    }
    std::string target = "/api/v1/search?" + words();
    if (pick(2) == 0) target += "&sort=" + one_of({"newest", "oldest", "relevance", "random"});
    if (pick(2) == 0) target += "&page_size=" + one_of({"0", "1", "2", "20", "1001"});
    if (pick(2) == 0) target += "&facet=source,section";
    if (pick(2) == 0) target += "&interval=" + one_of({"auto", "year"});
    if (pick(3) == 0) target += "&highlight=0";
    if (pick(3) == 0) target += "&&from=";
    return target;
  }

 private:
  std::size_t pick(std::size_t count) { return random_() % count; }
  std::string one_of(const std::vector<std::string>& choices) {
    return choices[pick(choices.size())];
  }
  std::string words() {
    return "q=" + one_of({"storm", "again", "version", "nothing", "storm+AND+again", "%28", ""});
  }

  std::mt19937 random_{7};
};

}  // namespace

TEST_CASE("kept answers are those that would be computed, for clients of both kinds") {
  GrowingArchive served;
  for (int i = 0; i < 3; ++i) served.grow();
  served.open();
  KeepingServer keeping(served);
  AnswerCache nothing(0);
  Handlers computing(served.page(), nothing);
  computing.serve(served.archive());
  RandomTargets targets;
  for (int i = 0; i < 600; ++i) {
    const HttpRequest request = asked(targets.next(), i % 2 == 0);
    CAPTURE(request.target);
    const HttpResponse expected = computing.handle(request);
    const HttpResponse first = keeping.get(request);
    const HttpResponse second = keeping.get(request);
    CHECK(second.status == expected.status);
    CHECK(second.content_type == expected.content_type);
    CHECK(second.route == expected.route);
    CHECK(second.hits == expected.hits);
    CHECK(second.headers == expected.headers);
    CHECK(text_of(first) == text_of(expected));
    CHECK(text_of(second) == text_of(expected));
    CHECK(keeping.knows(request) == (expected.status == 200));
    if (expected.status == 200) CHECK(second.body == keeping.get(request).body);
  }
  CHECK(keeping.cache().counters().hits > 600);
}

TEST_CASE("an answer that counts back from now is kept while it means the same, and no longer") {
  GrowingArchive served;
  served.open();
  AnswerCache cache(kCacheBytes);
  std::int64_t now = 1'795'825'130;  // 2026-11-28T00:18:50Z.
  Handlers handlers(served.page(), cache, {.clock = [&now] { return now; }});
  handlers.serve(served.archive());
  const auto parsed = [](const HttpResponse& response) {
    return Json::parse(response.body).at("query").at("parsed").get<std::string>();
  };
  for (const std::string target :
       {"/api/v1/search?q=last:7d", "/api/v1/count?q=storm+-last:7d",
        "/api/v1/timeline?q=last:7d&q=storm", "/api/v1/explain?q=last:7d",
        "/api/v1/collocates?q=storm+last:7d", "/api/v1/terms?q=storm&vs=last:7d"}) {
    CAPTURE(target);
    now = 1'795'825'130;
    // Of these the date is told elsewhere.
    const bool several =
        target.find("&q=") != std::string::npos || target.find("&vs=") != std::string::npos;
    const HttpResponse first = handlers.handle(asked(target));
    REQUIRE(first.status == 200);
    if (!several) CHECK(parsed(first).find("date:2026-11-21..2026-11-28") != std::string::npos);
    // Nothing is found by the address alone, which will mean something else.
    CHECK(handlers.known(asked(target)) == nullptr);
    now += 23 * 3600;
    const auto hits = cache.counters().hits;
    CHECK(handlers.handle(asked(target)).body == first.body);
    CHECK(cache.counters().hits == hits + 1);
    CHECK(handlers.known(asked(target)) == nullptr);
    const std::string etag = header_of(first, "ETag");
    CHECK(handlers.handle({.target = target, .if_none_match = etag}).status == 304);
    now += 3600;
    const HttpResponse next = handlers.handle({.target = target, .if_none_match = etag});
    CHECK(next.status == 200);
    CHECK(header_of(next, "ETag") != etag);
    if (!several) CHECK(parsed(next).find("date:2026-11-22..2026-11-29") != std::string::npos);
  }
}

TEST_CASE("a cache too small for all answers changes none") {
  GrowingArchive served;
  served.open();
  KeepingServer keeping(served, 24 << 10);
  RandomTargets targets;
  for (int i = 0; i < 300; ++i) {
    const std::string target = targets.next();
    CAPTURE(target);
    CHECK(text_of(keeping.get(asked(target))) == text_of(served.get(target)));
    CHECK(keeping.cache().counters().bytes <= std::size_t{24 << 10});
  }
}

TEST_CASE("answers with a validator that holds are 304, kept or not, and errors are not kept") {
  GrowingArchive served;
  served.open();
  AnswerCache cache(kCacheBytes);
  Handlers handlers(served.page(), cache);
  handlers.serve(served.archive());
  for (const char* target : {"/api/v1/search?q=storm", "/api/v1/articles/a", "/api/v1/sources"}) {
    CAPTURE(target);
    const std::string etag = header_of(handlers.handle(asked(target)), "ETag");
    for (const std::string& validator : {etag, std::string("*")}) {
      const HttpResponse response =
          handlers.handle({.target = target, .if_none_match = validator, .accepts_gzip = false});
      CHECK(response.status == 304);
      CHECK(header_of(response, "ETag") == etag);
      CHECK(response.body.empty());
    }
  }
  const HttpResponse none = handlers.handle(
      {.target = "/api/v1/articles/none", .if_none_match = "*", .accepts_gzip = false});
  CHECK(none.status == 404);
  CHECK(cache.counters().answers == 3);
}

TEST_CASE("a page behind a cursor stays that of its revision when there is a newer one") {
  GrowingArchive served;
  served.grow();
  served.open();
  KeepingServer keeping(served);
  const Json first = Json::parse(keeping.get(asked("/api/v1/search?q=storm&page_size=1")).body);
  const std::string next = first.at("links").at("next");
  const std::string second = text_of(keeping.get(asked(next)));
  CHECK(keeping.knows(asked(next)));
  served.grow();
  served.serve_newest();
  CHECK_FALSE(keeping.knows(asked(next)));
  CHECK(text_of(keeping.get(asked(next))) == second);
  CHECK(text_of(keeping.get(asked(next))) == second);
  // The newest revision's answers are kept beside it, and it is not taken for one of them.
  const Json newest = Json::parse(keeping.get(asked("/api/v1/search?q=storm&page_size=1")).body);
  CHECK(newest.at("index").at("revision") == served.archive().status().revision);
}

TEST_CASE("no answer is older than the revision served when it was asked for") {
  GrowingArchive served;
  served.open();
  KeepingServer keeping(served);
  std::atomic<bool> stop = false;
  std::atomic<int> outdated = 0;
  std::atomic<int> mixed = 0;
  std::atomic<int> answers = 0;
  const auto ask = [&](const std::string& target) {
    while (!stop) {
      const std::uint64_t oldest = served.archive().status().revision;
      const Json json = Json::parse(keeping.get(asked(target)).body);
      const std::uint64_t revision = json.at("index").at("revision");
      if (revision < oldest) ++outdated;
      if (json.at("total").at("articles") != revision + 1) ++mixed;
      ++answers;
    }
  };
  std::vector<std::thread> threads;
  for (const char* target : {"/api/v1/search?q=storm", "/api/v1/search?q=storm&page_size=20",
                             "/api/v1/facets?q=storm", "/api/v1/search?q=storm&sort=newest"}) {
    threads.emplace_back(ask, target);
  }
  for (int i = 0; i < 12; ++i) {
    served.grow();
    served.serve_newest();
  }
  stop = true;
  for (std::thread& thread : threads) thread.join();
  CHECK(outdated == 0);
  CHECK(mixed == 0);
  CHECK(answers > 100);
  CHECK(keeping.cache().counters().hits > 0);
}

}  // namespace backfile
