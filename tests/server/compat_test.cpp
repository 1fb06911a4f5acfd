// SPDX-License-Identifier: GPL-3.0-or-later
// What scripts for other services may send, and what they are told of their mistakes. Unmodified
// clients are in tests/clients.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "common/date.h"
#include "server/api/nyt_filter.h"
#include "server/render/target.h"
#include "tests/server/served_fixture.h"

namespace backfile {
namespace {

using Json = nlohmann::json;

Article article(const std::string& id, const std::string& title, const std::string& text,
                const std::string& section, std::vector<std::string> tags, const char* published) {
  Article made = make_article(id, title, text);
  made.source = {"harbour.example", "The Harbour", "harbour.example", "IE"};
  made.section = section;
  made.tags = std::move(tags);
  made.authors = {"Ada Byron"};
  made.words = static_cast<std::uint32_t>(text.size());
  made.published = parse_iso_date(published);
  return made;
}

Article of_type(std::string type, Article made) {
  made.type = std::move(type);
  return made;
}

class Served {
 public:
  Served() {
    served_.archive().publish({
        article("a", "Ferry late", "One storm.\n\nTwo <storms>.", "local", {"sea", "wind"},
                "2019-05-06"),
        of_type("column",
                article("b", "Storm", "The ferry is safe.", "local", {"sea"}, "2019-05-07")),
        of_type("opinion",
                article("c", "Budget", "No ferry for now.", "politics", {"money"}, "2020-01-02")),
        of_type("live", article("d", "Goal", "A late goal.", "sport", {}, "2020-03-04")),
    });
    served_.serve();
  }

  HttpResponse send(const HttpRequest& request) const { return served_.send(request); }
  Json get(const std::string& target, int status = 200) const {
    const HttpResponse response = send({.target = "/compat/" + target});
    CHECK_MESSAGE(response.status == status, target << ": " << response.body);
    return Json::parse(response.body);
  }
  Json post(const std::string& target, const Json& body, int status = 200) const {
    const HttpResponse response = send({.target = "/compat/" + target,
                                        .is_post = true,
                                        .content_type = "application/json",
                                        .body = body.dump()});
    CHECK_MESSAGE(response.status == status, target << ": " << response.body);
    return Json::parse(response.body);
  }

 private:
  ServedFixture served_;
};

std::string titles(const Json& list, const char* member) {
  std::string all;
  for (const Json& one : list) all += one.at(member).get<std::string>() + "; ";
  return all;
}

TEST_CASE("NewsAPI: words are looked for where searchIn says, in the order that sortBy names") {
  const Served served;
  const auto found = [&](const std::string& parameters) {
    return titles(served.get("newsapi/v2/everything?" + parameters).at("articles"), "title");
  };
  CHECK(found("q=ferry") == "Budget; Storm; Ferry late; ");
  CHECK(found("q=ferry&searchIn=title") == "Ferry late; ");
  CHECK(found("q=ferry&searchIn=content,description") == "Budget; Storm; ");
  CHECK(found("q=ferry&searchIn=title,content") == "Budget; Storm; Ferry late; ");
  CHECK(found("qInTitle=ferry") == "Ferry late; ");
  CHECK(found("q=storm&qInTitle=ferry") == "Ferry late; ");
  CHECK(found("domains=harbour.example&from=2020-01-02&to=2020-01-02T23:59:59") == "Budget; ");
  CHECK(found("q=ferry&excludeDomains=harbour.example").empty());
  CHECK(found("q=ferry&sortBy=popularity&pageSize=1&page=2") == "Storm; ");
}

TEST_CASE("NewsAPI: the country of a source can be asked for and is told") {
  const Served served;
  CHECK(served.get("newsapi/v2/top-headlines?country=ie").at("totalResults") == 4);
  CHECK(served.get("newsapi/v2/top-headlines?country=de").at("totalResults") == 0);
  const Json all = served.get("newsapi/v2/sources").at("sources");
  REQUIRE(all.size() == 1);
  CHECK(all.at(0).at("country") == "ie");
  CHECK(served.get("newsapi/v2/sources?country=IE").at("sources") == all);
  CHECK(served.get("newsapi/v2/sources?country=de").at("sources").empty());
}

TEST_CASE("Guardian: the type of an article is its tone") {
  const Served served;
  const auto found = [&](const std::string& parameters) {
    const Json json = served.get("guardian/search?order-by=oldest&" + parameters);
    return titles(json.at("response").at("results"), "webTitle");
  };
  CHECK(found("tag=tone/comment") == "Storm; Budget; ");
  CHECK(found("tag=tone/minutebyminute") == "Goal; ");
  CHECK(found("tag=sea,-tone/comment") == "Ferry late; ");
  CHECK(found("tag=tone/minutebyminute%7Csea") == "Ferry late; Storm; Goal; ");
  CHECK(found("tag=tone/recipes").empty());
  const Json results =
      served.get("guardian/search?order-by=oldest&show-tags=tone").at("response").at("results");
  CHECK(results.at(0).at("tags").empty());
  CHECK(results.at(1).at("tags").at(0).at("id") == "tone/comment");
  CHECK(results.at(0).at("type") == "article");
  CHECK(results.at(3).at("type") == "liveblog");
}

TEST_CASE("NewsAPI: a mistake has their code") {
  const Served served;
  const auto code = [&](const std::string& target, int status) {
    const Json json = served.get("newsapi/v2/" + target, status);
    CHECK(json.at("status") == "error");
    CHECK_FALSE(json.at("message").get<std::string>().empty());
    return json.at("code").get<std::string>();
  };
  CHECK(code("everything", 400) == "parametersMissing");
  CHECK(code("everything?language=en&searchIn=title", 400) == "parametersMissing");
  CHECK(code("top-headlines?language=en", 400) == "parametersMissing");
  CHECK(code("everything?q=(ferry", 400) == "parameterInvalid");
  CHECK(code("everything?q=ferry&sortBy=best", 400) == "parameterInvalid");
  CHECK(code("everything?q=ferry&searchIn=body", 400) == "parameterInvalid");
  CHECK(code("everything?q=ferry&pageSize=101", 400) == "parameterInvalid");
  CHECK(code("everything?q=ferry&from=yesterday", 400) == "parameterInvalid");
  std::string many = "everything?sources=s0";
  for (int i = 1; i <= 20; ++i) many += ",s" + std::to_string(i);
  CHECK(code(many, 400) == "sourcesTooMany");
  CHECK(code("nothing", 404) == "unexpectedError");
  const Json headlines = served.get("newsapi/v2/top-headlines?category=sport");
  CHECK(headlines.at("totalResults") == 1);
}

TEST_CASE("Guardian: commas, bars and minuses say which sections and tags") {
  const Served served;
  const auto found = [&](const std::string& parameters) {
    const Json json = served.get("guardian/search?order-by=oldest&" + parameters);
    return titles(json.at("response").at("results"), "webTitle");
  };
  CHECK(found("section=local") == "Ferry late; Storm; ");
  CHECK(found("section=politics%7Csport") == "Budget; Goal; ");
  CHECK(found("section=-local") == "Budget; Goal; ");
  CHECK(found("section=-local,-sport") == "Budget; ");
  CHECK(found("tag=sea,wind") == "Ferry late; ");
  CHECK(found("tag=(wind%7Cmoney),-sea") == "Budget; ");
  CHECK(found("q=ferry&query-fields=headline") == "Ferry late; ");
  CHECK(found("q=ferry&query-fields=body,thumbnail") == "Storm; Budget; ");
  CHECK(found("ids=a,d") == "Ferry late; Goal; ");
  CHECK(found("publication=The+Harbour&from-date=2020-01-01") == "Budget; Goal; ");
}

TEST_CASE("Guardian: an item has the fields and tags that are asked for") {
  const Served served;
  const Json item = served
                        .get(
                            "guardian/search?q=storms&section=local&show-fields=body,wordcount"
                            "&show-tags=keyword,contributor&page-size=1&order-by=oldest")
                        .at("response")
                        .at("results")
                        .at(0);
  CHECK(item.at("fields").at("body") == "<p>One storm.</p><p>Two &lt;storms&gt;.</p>");
  CHECK_FALSE(item.at("fields").contains("headline"));
  CHECK(titles(item.at("tags"), "webTitle") == "sea; wind; Ada Byron; ");
  CHECK(item.at("tags").at(2).at("type") == "contributor");
  CHECK(item.at("webPublicationDate") == "2019-05-06T00:00:00Z");
}

TEST_CASE("Guardian: behind the last page there is an error") {
  const Served served;
  const Json last = served.get("guardian/search?q=ferry&page-size=2&page=2").at("response");
  CHECK(last.at("pages") == 2);
  CHECK(last.at("startIndex") == 3);
  const Json behind = served.get("guardian/search?q=ferry&page-size=2&page=3", 400).at("response");
  CHECK(behind.at("status") == "error");
  CHECK(behind.at("pages") == 2);
  CHECK(behind.at("currentPage") == 3);
  CHECK(served.get("guardian/search?q=zebra").at("response").at("total") == 0);
  CHECK(served.get("guardian/search?order-by=best", 400).at("response").at("status") == "error");
  CHECK(served.get("guardian/search?page-size=201", 400).at("response").at("status") == "error");
}

TEST_CASE("New York Times: a filter query is read with its lists") {
  for (const auto& [theirs, ours] : std::vector<std::pair<std::string, std::string>>{
           {R"(section_name:("Sports" "Foreign"))", R"(section:("Sports" OR "Foreign"))"},
           {R"(source:("a","b"))", R"(source:("a" OR "b"))"},
           {R"(news_desk:(Sports, New York))", R"(section:("Sports" OR "New York"))"},
           {R"(source:("The \"Times\""))", R"(source:("The \" OR "Times\"))"},
           {R"(glocations:("PARIS" AND "ROME") OR ferry)",
            R"(place:("PARIS" AND "ROME") OR ferry)"},
           {R"~(byline:("Smith (Jr)"))~", R"~(author:("Smith (Jr)"))~"},
           {R"(headline:ferry AND "source:x")", R"(title:ferry AND "source:x")"},
           {R"(type_of_material:("Op-Ed" "News Analysis"))", R"(type:("opinion" OR "analysis"))"},
           {R"(type_of_material:"Letter" AND ferry)", R"(type:"letter" AND ferry)"},
           {"typeOfMaterials:Review", R"(type:"review")"},
           {R"(type_of_material:("Recipe"))", R"(type:("Recipe"))"},
           {"ferry (storm) -wind", "ferry (storm) -wind"},
           {"", ""}}) {
    const auto text = translated_filter(theirs);
    REQUIRE(text);
    CHECK(*text == ours);
  }
  CHECK_FALSE(translated_filter("section_name:(\"a\""));
  CHECK_FALSE(translated_filter("\"ferry"));
}

TEST_CASE("New York Times: fields, marks, facets and mistakes") {
  const Served served;
  const std::string search = "nyt/svc/search/v2/articlesearch.json?";
  const Json found = served.get(search + "q=ferry&fq=section_name:(local)&sort=oldest&hl=true" +
                                "&fl=headline,snippet,_id&facet_fields=section_name,source");
  CHECK(found.at("status") == "OK");
  const Json& response = found.at("response");
  CHECK(response.at("meta").at("hits") == 2);
  const Json& first = response.at("docs").at(0);
  CHECK(first.size() == 3);
  CHECK(first.at("headline").at("main") == "<strong>Ferry</strong> late");
  // Without facet_filter=true of everything that q finds.
  const Json& facet = response.at("facets").at("section_name");
  CHECK(facet.at("terms") == Json::parse(R"([{"term": "local", "count": 2},
                                             {"term": "politics", "count": 1}])"));
  CHECK(facet.at("total") == 3);
  const Json filtered = served.get(search + "q=ferry&fq=section_name:(local)&facet_filter=true" +
                                   "&facet_fields=section_name");
  CHECK(filtered.at("response").at("facets").at("section_name").at("terms").size() == 1);
  const Json opinions = served.get(search + "fq=type_of_material:(%22Op-Ed%22,%22Column%22)" +
                                   "&sort=oldest&fl=type_of_material&facet_filter=true" +
                                   "&facet_fields=type_of_material");
  CHECK(opinions.at("response").at("docs") ==
        Json::parse(R"([{"type_of_material": "Column"}, {"type_of_material": "Op-Ed"}])"));
  CHECK(opinions.at("response").at("facets").at("type_of_material").at("terms") ==
        Json::parse(R"([{"term": "Column", "count": 1}, {"term": "Op-Ed", "count": 1}])"));
  const Json untyped = served.get(search + "fq=headline:late&sort=oldest&fl=type_of_material");
  CHECK(untyped.at("response").at("docs").at(0).at("type_of_material") == "");
  for (const std::string mistake : {"sort=best-of", "page=-1", "page=1001", "begin_date=20201301",
                                    "fq=section_name:(", "facet_fields=day_of_week", "q=(a"}) {
    CAPTURE(mistake);
    CHECK(served.get(search + mistake, 400).at("status") == "ERROR");
  }
}

TEST_CASE("Media Cloud: counts add up, and a mistake in a query is 422") {
  const Served served;
  const std::string search = "mediacloud/api/search/";
  const Json counted =
      served.get(search + "count-over-time?q=ferry&start=2019-05-01&end=05/31/2019");
  const Json& over_time = counted.at("count_over_time");
  CHECK(over_time.at("counts").size() == 31);
  CHECK(over_time.at("total") == 2);
  CHECK(over_time.at("normalized_total") == 2);
  for (const std::string mistake : {"q=(ferry", "q=ferry&start=yesterday", "q=a&end=13/45/2019"}) {
    CAPTURE(mistake);
    const Json json = served.get(search + "total-count?" + mistake, 422);
    CHECK(json.at("status") == "error");
    CHECK(json.contains("note"));
  }
  const HttpResponse posted = served.send({.target = "/compat/mediacloud/api/search/total-count",
                                           .is_post = true,
                                           .content_type = "application/json",
                                           .body = R"({"q": "ferry"})"});
  CHECK(Json::parse(posted.body).at("count").at("relevant") == 3);
}

TEST_CASE("Meilisearch: a search with GET is that with POST, and mistakes have their codes") {
  const Served served;
  const std::string search = "meilisearch/indexes/articles/search";
  const Json got =
      served.get(search + "?q=ferry&limit=2&filter=section%20=%20local&facets=tag,section" +
                 "&sort=published:asc&attributesToRetrieve=title&attributesToSearchOn=title");
  Json sent = {{"q", "ferry"},
               {"limit", 2},
               {"filter", "section = local"},
               {"facets", {"tag", "section"}},
               {"sort", {"published:asc"}},
               {"attributesToRetrieve", {"title"}},
               {"attributesToSearchOn", {"title"}}};
  const Json posted = served.post(search, sent);
  CHECK(got.at("hits") == posted.at("hits"));
  CHECK(got.at("facetDistribution") == posted.at("facetDistribution"));
  CHECK(got.at("estimatedTotalHits") == 1);
  const auto in_order = [&](const std::string& sort) {
    return titles(served.post(search, {{"q", "ferry"}, {"sort", {sort}}}).at("hits"), "title");
  };
  CHECK(in_order("words:desc") == "Ferry late; Storm; Budget; ");
  CHECK(in_order("published:asc") == "Ferry late; Storm; Budget; ");
  CHECK(in_order("published:desc") == "Budget; Storm; Ferry late; ");
  for (const auto& [body, code] : std::vector<std::pair<Json, std::string>>{
           {{{"limit", -1}}, "invalid_search_limit"},
           {{{"hitsPerPage", "x"}}, "invalid_search_hits_per_page"},
           {{{"sort", {"title:asc"}}}, "invalid_search_sort"},
           {{{"sort", {"words"}}}, "invalid_search_sort"},
           {{{"facets", {"colour"}}}, "invalid_search_facets"},
           {{{"filter", "colour = red"}}, "invalid_search_filter"}}) {
    CAPTURE(code);
    const Json json = served.post(search, body, 400);
    CHECK(json.at("code") == code);
    CHECK(json.at("type") == "invalid_request");
  }
  const HttpResponse broken = served.send({.target = "/compat/" + search,
                                           .is_post = true,
                                           .content_type = "application/json",
                                           .body = "{"});
  CHECK(Json::parse(broken.body).at("code") == "malformed_payload");
  CHECK(served.get(search + "?limit=x", 400).at("code") == "invalid_search_limit");
}

}  // namespace
}  // namespace backfile
