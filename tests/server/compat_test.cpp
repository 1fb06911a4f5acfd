// SPDX-License-Identifier: GPL-3.0-or-later
// What the routes under /compat refuse, in the words of the services whose clients ask.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/server/growing_archive.h"

namespace backfile {
namespace {

using Json = nlohmann::json;

// `message`: where it stands in the answer, and a part of it.
struct Row {
  const char* target;
  int status;
  const char* message_at;
  const char* message;
};

HttpResponse post(const GrowingArchive& served, const std::string& rest, const std::string& body) {
  return served.answer({.target = "/compat/meilisearch/" + rest,
                        .is_post = true,
                        .content_type = "application/json",
                        .body = body});
}

}  // namespace

TEST_CASE("each service refuses in its own form and says why") {
  GrowingArchive served;
  served.open();
  const std::vector<Row> rows = {
      {"newsapi/v2/everything?q=(", 400, "/message", "Expected"},
      {"newsapi/v2/everything?q=%zz", 400, "/message", "%"},
      {"newsapi/v2/everything?from=yesterday", 400, "/message", "\"yesterday\" is not a date."},
      {"newsapi/v2/everything?to=2017-02-30", 400, "/message", "\"2017-02-30\" is not a date."},
      {"newsapi/v2/everything?pageSize=0", 400, "/message",
       "\"pageSize\" must be a whole number from 1 to 100."},
      {"newsapi/v2/everything?page=x", 400, "/message", "\"page\" must be a whole number"},
      {"newsapi/v2/everything?page=9999", 400, "/message", "can be passed over"},
      {"newsapi/v2/nothing", 404, "/message", "no such address"},
      {"guardian/search?order-by=size", 400, "/response/message", "newest, oldest or relevance"},
      {"guardian/search?q=%zz", 400, "/response/message", "%"},
      {"guardian/search?page-size=201", 400, "/response/message", "from 1 to 200"},
      {"guardian/search?page=0", 400, "/response/message", "\"page\" must be"},
      {"guardian/search?page=10000", 400, "/response/message", "can be passed over"},
      {"guardian/search?from-date=13/13/2017", 400, "/response/message", "is not a date"},
      {"nyt/svc/search/v2/articlesearch.json?fq=source:(%22a", 400, "/errors/0", "not closed"},
      {"nyt/svc/search/v2/articlesearch.json?q=%zz", 400, "/errors/0", "%"},
      {"nyt/svc/search/v2/articlesearch.json?page=1001", 400, "/errors/0", "from 0 to 1000"},
      {"nyt/svc/search/v2/articlesearch.json?q=(", 400, "/errors/0", "Expected"},
      {"nyt/svc/search/v2/articlesearch.json?end_date=20170230", 400, "/errors/0", "not a date"},
      {"mediacloud/api/search/nothing", 404, "/note", "no such address"},
      {"mediacloud/api/search/total-count?q=%zz", 400, "/note", "%"},
      {"mediacloud/api/search/total-count?q=(", 400, "/note", "Expected"},
      {"mediacloud/api/search/sources?limit=0", 400, "/note", "from 1 to 1000"},
      {"mediacloud/api/search/story-list?page_size=1001", 400, "/note", "from 1 to 1000"},
      {"mediacloud/api/search/story-list?pagination_token=x", 400, "/note", "cursor"},
      {"meilisearch/nothing", 404, "/message", "no such address"},
  };
  for (const auto& [target, status, message_at, message] : rows) {
    CAPTURE(target);
    const HttpResponse response = served.get(std::string("/compat/") + target);
    CHECK(response.status == status);
    const Json json = Json::parse(response.body);
    CHECK(json.at(Json::json_pointer(message_at)).get<std::string>().find(message) !=
          std::string::npos);
  }
}

TEST_CASE("a body that no client of Meilisearch sends is refused, its member named") {
  GrowingArchive served;
  served.open();
  struct Sent {
    const char* rest;
    std::string body;
    const char* code;
    const char* message;
  };
  const std::vector<Sent> rows = {
      {"indexes/x/search", "{\"q\":", "bad_request", "not JSON"},
      {"indexes/x/search", "[]", "bad_request", "must be a JSON object"},
      {"indexes/x/search", R"({"limit":"3"})", "bad_request", "\"limit\" must be a whole number"},
      {"indexes/x/search", R"({"limit":-1})", "bad_request", "\"limit\" must be a whole number"},
      {"indexes/x/search", R"({"offset":1.5})", "bad_request", "\"offset\" must be"},
      {"indexes/x/search", R"({"page":[]})", "bad_request", "\"page\" must be"},
      {"indexes/x/search", R"({"facets":["colour"]})", "bad_request", "\"facets\" must be"},
      {"indexes/x/search", R"({"facets":["title"]})", "bad_request", "\"facets\" must be"},
      {"indexes/x/search", R"({"filter":5})", "invalid_search_filter", "a text or a list"},
      {"indexes/x/search", R"({"filter":[[5]]})", "invalid_search_filter", "lists of texts"},
      {"indexes/x/search", R"({"filter":"colour = red"})", "invalid_search_filter", "colour"},
      {"multi-search", "[]", "bad_request", "\"queries\" must be a list of at most 20"},
      {"multi-search", R"({"queries":{}})", "bad_request", "\"queries\" must be"},
      {"multi-search", R"({"queries":[{"q":"a"},5]})", "bad_request", "must be a JSON object"},
      {"indexes/x/facet-search", "[]", "bad_request", "must be a JSON object"},
      {"indexes/x/facet-search", R"({"facetName":"title"})", "bad_request",
       "\"facetName\" must be"},
      {"indexes/x/facet-search", R"({"facetName":"source","page":"x"})", "bad_request",
       "\"page\" must be"},
  };
  for (const auto& [rest, body, code, message] : rows) {
    CAPTURE(rest);
    CAPTURE(body);
    const HttpResponse response = post(served, rest, body);
    CHECK(response.status == 400);
    const Json json = Json::parse(response.body);
    CHECK(json.at("code") == code);
    CHECK(json.at("type") == "invalid_request");
    CHECK(json.at("message").get<std::string>().find(message) != std::string::npos);
  }
  std::string many = R"({"queries":[{})";
  for (int i = 0; i < 20; ++i) many += ",{}";
  many += "]}";
  CHECK(post(served, "multi-search", many).status == 400);
}

TEST_CASE("what services call their fields and dates is found here under ours") {
  GrowingArchive served;  // "a" and "b0", by The Harbour.
  served.open();
  const auto total = [&](const std::string& target, const char* at) {
    const HttpResponse response = served.get("/compat/" + target);
    REQUIRE_MESSAGE(response.status == 200, response.body);
    return Json::parse(response.body).at(Json::json_pointer(at)).get<int>();
  };
  const char* const newsapi = "/totalResults";
  CHECK(total("newsapi/v2/everything?q=storm", newsapi) == 2);
  CHECK(total("newsapi/v2/everything?q=again", newsapi) == 1);
  CHECK(total("newsapi/v2/everything?qInTitle=again", newsapi) == 0);
  CHECK(total("newsapi/v2/everything?q=again&searchIn=title", newsapi) == 0);
  CHECK(total("newsapi/v2/everything?q=storm&excludeDomains=harbour.example", newsapi) == 0);
  CHECK(total("newsapi/v2/top-headlines?sources=nobody,+harbour.example", newsapi) == 2);
  const std::string nyt = "nyt/svc/search/v2/articlesearch.json?fq=";
  const char* const hits = "/response/meta/hits";
  CHECK(total(nyt + "headline:(%22storm%22,%22rain%22)", hits) == 2);
  CHECK(total(nyt + "headline:(%22rain%22)", hits) == 0);
  CHECK(total(nyt + "headline:%22again%22&q=storm", hits) == 0);
  CHECK(total(nyt + "%22again%22&q=storm", hits) == 1);
  const char* const relevant = "/count/relevant";
  const std::string mediacloud = "mediacloud/api/search/total-count?";
  CHECK(total(mediacloud + "q=*", relevant) == 2);
  CHECK(total(mediacloud + "q=*&ss=nobody", relevant) == 0);
  CHECK(total(mediacloud + "q=*&start=01/19/2999", relevant) == 0);
  CHECK(total(mediacloud + "q=*&start=29990119", relevant) == 0);
}

}  // namespace backfile
