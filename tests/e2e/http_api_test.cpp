// SPDX-License-Identifier: GPL-3.0-or-later
// The real server over a real archive: what its routes answer.
#include <algorithm>
#include <set>
#include <thread>

#include "common/schema.h"
#include "tests/e2e/served_archive.h"

using namespace backfile;

TEST_CASE("a search answers hits, counts and what it understood") {
  ServedArchive served;
  const Json json =
      served.json("/api/v1/search?q=zeppelin&facet=source,section&interval=year&from=1999&to=2025");
  CHECK(json.at("query").at("q") == "zeppelin");
  CHECK_FALSE(json.at("query").at("parsed").get<std::string>().empty());
  CHECK(json.at("query").at("from") == "1999");
  CHECK(json.at("total").at("articles") == 1);
  CHECK(json.at("total").at("relation") == "eq");
  CHECK(json.at("index").at("articles") == kRecords);
  const Json& hit = json.at("results").at(0);
  CHECK(hit.at("id") == "a56");
  CHECK(hit.at("published") == "2016-05-06");
  CHECK(hit.at("date_precision") == "day");
  CHECK(hit.at("source").at("id") == "ledger.example");
  CHECK(json.at("facets").at("source").at("buckets").at(0).at("articles") == 1);
  CHECK(json.at("facets").at("section").at("buckets").at(0).at("value") == "local");
  CHECK(json.at("timeline").at("interval") == "year");
  CHECK_FALSE(json.contains("next_cursor"));
}

TEST_CASE("hostile words of an article come back as text and escaped in HTML") {
  ServedArchive served;
  const Json json = served.json("/api/v1/search?q=zeppelin");
  const Json& hit = json.at("results").at(0);
  CHECK(hit.at("title") == "Ferry <script>alert(1)</script> & \"crew\"");
  const std::string html = hit.at("snippets").at(0).at("html");
  CHECK(html.find("<mark>zeppelin</mark>") != std::string::npos);
  CHECK(html.find("<img") == std::string::npos);
  CHECK(html.find("&lt;img") != std::string::npos);
}

TEST_CASE("the cursor leads to every hit once, in each order, also while runs publish") {
  ServedArchive served;
  int published = 0;
  for (const std::string sort : {"relevance", "newest", "oldest"}) {
    CAPTURE(sort);
    std::set<std::string> seen;
    std::size_t hits = 0;
    std::string target = "/api/v1/search?q=ferry&page_size=10&sort=" + sort;
    while (!target.empty()) {
      const httplib::Response response = served.get(target);
      REQUIRE(response.status == 200);
      const Json json = Json::parse(response.body);
      CHECK(json.at("total").at("articles") == kRecords);
      for (const Json& hit : json.at("results")) seen.insert(hit.at("id"));
      // A new article, and a newer version of one that is still to come or has been seen.
      if (hits == 20) {
        ++published;
        served.add(record(500 + published, "Zebrafish", "A zebrafish.") +
                   record(30, "Ferry number 30, again",
                          "The ferry, version " + std::to_string(published)));
      }
      hits += json.at("results").size();
      target = json.at("links").value("next", "");
      CHECK(json.contains("next_cursor") == !target.empty());
      const std::string feed = json.at("links").at("atom");
      const std::string alternate =
          "<" + feed + ">; rel=\"alternate\"; type=\"application/atom+xml\"";
      const std::string link = target.empty() ? alternate : "<" + target + ">; rel=\"next\"";
      CHECK(response.get_header_value("Link") == link);
      CHECK(response.get_header_value("Link", target.empty() ? 0 : 1) == alternate);
      REQUIRE(hits <= kRecords);
    }
    CHECK(hits == kRecords);
    CHECK(seen.size() == kRecords);
  }
}

TEST_CASE("pages by number hold what the cursor leads to, as far as ten thousand results") {
  ServedArchive served;
  for (const std::string sort : {"relevance", "newest", "oldest"}) {
    CAPTURE(sort);
    const std::string search = "/api/v1/search?q=ferry&facet=section&page_size=10&sort=" + sort;
    Json by_cursor = served.json(search);
    for (int page = 1; page <= 6; ++page) {
      CAPTURE(page);
      const Json by_number = served.json(search + "&page=" + std::to_string(page));
      CHECK(by_number.at("results") == by_cursor.at("results"));
      CHECK(by_number.at("total") == by_cursor.at("total"));
      CHECK(by_number.at("facets").at("section").at("distinct") ==
            by_cursor.at("facets").at("section").at("distinct"));
      if (!by_cursor.at("links").contains("next")) break;
      CHECK(by_number.at("links").at("next") == by_cursor.at("links").at("next"));
      by_cursor = served.json(by_cursor.at("links").at("next"));
    }
    const Json behind = served.json(search + "&page=50");
    CHECK(behind.at("results").empty());
    CHECK(behind.at("total").at("articles") == kRecords);
    CHECK_FALSE(behind.at("links").contains("next"));
  }
  const Json far = served.problem("/api/v1/search?page_size=1000&page=12", 400, "bad_value");
  CHECK(far.at("errors").at(0).at("parameter") == "page");
}

TEST_CASE("what has pages leads to the next one in a header, too") {
  ServedArchive served;
  for (const std::string target :
       {"/api/v1/search?page_size=1", "/api/v1/facets/section?page_size=1",
        "/api/v1/coverage?page_size=1", "/api/v1/changes?since=0&page_size=1",
        "/api/v1/concordance?q=ferry&page_size=1"}) {
    CAPTURE(target);
    const httplib::Response response = served.get(target);
    REQUIRE(response.status == 200);
    const std::string next = Json::parse(response.body).at("links").at("next");
    CHECK(response.get_header_value("Link") == "<" + next + ">; rel=\"next\"");
    CHECK(served.get(next).status == 200);
  }
}

TEST_CASE("a toggle of a facet selects its value, and the next one lets it go") {
  ServedArchive served;
  const Json all = served.json("/api/v1/search?q=ferry&facet=source&page_size=0");
  CHECK(all.at("results").empty());
  for (const Json& bucket : all.at("facets").at("source").at("buckets")) {
    const Json one = served.json(bucket.at("toggle"));
    CHECK(one.at("total").at("articles") == bucket.at("articles"));
    // The facet is counted under all filters but its own.
    const Json& again = one.at("facets").at("source").at("buckets");
    REQUIRE(again.size() == 2);
    const auto selected =
        std::find_if(again.begin(), again.end(), [](const Json& b) { return b.at("selected"); });
    REQUIRE(selected != again.end());
    CHECK(selected->at("value") == bucket.at("value"));
    CHECK(served.json(selected->at("toggle")).at("total").at("articles") == kRecords);
    for (const char* const member : {"value", "label"}) {
      const std::string name = bucket.at(member);
      const Json found = served.json("/api/v1/count?q=ferry source:%22" + name + "%22");
      CHECK(found.at("total").at("articles") == bucket.at("articles"));
    }
  }
}

TEST_CASE("facets and timeline are the counts of the search without its results") {
  ServedArchive served;
  const Json facets = served.json("/api/v1/facets?q=ferry");
  CHECK_FALSE(facets.contains("results"));
  CHECK(facets.at("facets").size() == 6);
  CHECK(facets.at("facets").at("language").at("buckets").at(0).at("articles") == kRecords);
  const Json timeline = served.json("/api/v1/timeline?q=ferry&interval=year");
  std::uint64_t sum = 0;
  for (const Json& bucket : timeline.at("timeline").at("buckets")) {
    sum += bucket.at("articles").get<std::uint64_t>();
    CHECK((bucket.at("coverage") == "none") == bucket.at("share").is_null());
  }
  CHECK(sum == kRecords);
}

TEST_CASE("an article is answered whole, and what is not there is said to be") {
  ServedArchive served;
  const Json article = served.json("/api/v1/articles/a7").at("article");
  CHECK(article.at("title") == "Ferry number 7");
  CHECK(article.at("text") == "The ferry of day 7 left the harbour on time.");
  CHECK(article.at("version") == 1);
  served.problem("/api/v1/articles/none", 404, "not_found");
  served.problem("/api/v1/articles/%zz", 400, "bad_encoding");
  served.problem("/api/v1/nothing", 404, "not_found");
}

TEST_CASE("the coverage has each source") {
  ServedArchive served;
  const Json coverage = served.json("/api/v1/coverage");
  CHECK(coverage.at("total") == 2);
  CHECK(coverage.at("sources").size() == 2);
}

TEST_CASE("the sources add up to the archive") {
  ServedArchive served;
  std::uint64_t sum = 0;
  const Json json = served.json("/api/v1/sources");
  for (const Json& source : json.at("sources")) sum += source.at("articles").get<std::uint64_t>();
  CHECK(json.at("sources").size() == 2);
  CHECK(sum == kRecords);
}

TEST_CASE("types and countries are searched, filtered, counted and exported") {
  ServedArchive served;
  const auto walrus = [](const char* id, const char* url, Json members) {
    members.update({{"id", id}, {"url", url}, {"title", "A walrus"}, {"published", "2016-05-06"}});
    return members.dump() + "\n";
  };
  served.add(
      walrus("t1", "https://www.nytimes.com/t1", {{"type_of_material", "Op-Ed"}}) +
      walrus("t2", "https://smalltown-lantern.ie/t2", {{"type", "Letter"}}) +
      walrus("t3", "https://lantern.example/t3",
             {{"type", "article"}, {"source", {{"name", "Lantern"}, {"country", "Germany"}}}}) +
      walrus("t4", "https://lantern.example/t4", {{"section", "Opinion"}}));
  while (served.json("/readyz").at("revision") != 2) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  const auto ids = [&](const std::string& parameters) {
    std::set<std::string> found;
    const Json answer = served.json("/api/v1/search?q=walrus" + parameters);
    for (const Json& hit : answer.at("results")) found.insert(hit.at("id").get<std::string>());
    return found;
  };
  using Ids = std::set<std::string>;
  CHECK(ids(" type:opinion") == Ids{"t1"});
  CHECK(ids(" AND country:(de OR IE)") == Ids{"t2", "t3"});
  CHECK(ids(" -type:letter") == Ids{"t1", "t3", "t4"});
  CHECK(ids("&type=opinion,LETTER") == Ids{"t1", "t2"});
  CHECK(ids("&country=de&country=us") == Ids{"t1", "t3"});
  CHECK(ids("&exclude_country=US") == Ids{"t2", "t3", "t4"});
  CHECK(ids("&missing=type") == Ids{"t3", "t4"});
  CHECK(ids("&exists=country") == Ids{"t1", "t2", "t3"});
  CHECK(ids("&type=satire").empty());

  const Json facets = served.json("/api/v1/facets?q=walrus&facet=type,country").at("facets");
  CHECK(facets.at("type").at("missing") == 2);
  CHECK(facets.at("type").at("distinct") == 2);
  CHECK(facets.at("country").at("missing") == 1);
  CHECK(facets.at("country").at("buckets").at(0).at("value") == "DE");
  CHECK(facets.at("country").at("buckets").at(0).at("articles") == 1);

  const Json letter = served.json("/api/v1/articles/t2").at("article");
  CHECK(letter.at("type") == "letter");
  CHECK(letter.at("source").at("country") == "IE");
  CHECK(Json::parse(served.get("/api/v1/articles/t1.jsonld").body).at("@type") ==
        "OpinionNewsArticle");
  const std::string table =
      served.get("/api/v1/export?q=walrus&format=csv&fields=type,country").body;
  CHECK(table.starts_with("id,type,country\r\n"));
  for (const std::string row : {"t1,opinion,US", "t2,letter,IE", "t3,,DE", "t4,,"}) {
    CHECK(table.find("\n" + row + "\r") != std::string::npos);
  }
  const std::string lines = served.get("/api/v1/export?q=walrus&type=opinion&fields=country").body;
  CHECK(lines.starts_with(R"({"id":"t1","source":{"country":"US"}})"));
}

TEST_CASE("the server tells that it lives, is ready, and which it is") {
  ServedArchive served;
  CHECK(served.json("/healthz").at("status") == "ok");
  CHECK(served.json("/readyz").at("status") == "ready");
  const Json version = served.json("/version");
  CHECK(version.at("format") == kFormatVersion);
  CHECK(version.at("xapian").get<std::string>().starts_with("1."));
}

TEST_CASE("the page is served from its folder, and nothing else is") {
  ServedArchive served;
  const httplib::Response index = served.get("/");
  CHECK(index.status == 200);
  CHECK(index.get_header_value("Content-Type") == "text/html; charset=utf-8");
  CHECK(index.get_header_value("Content-Security-Policy").find("default-src 'none'") == 0);
  CHECK(index.get_header_value("X-Content-Type-Options") == "nosniff");
  CHECK(index.get_header_value("Referrer-Policy") == "no-referrer");
  CHECK(served.get("/a/anything?q=x").body == index.body);
  CHECK(served.get("/style.css?v=1").get_header_value("Content-Type") == "text/css; charset=utf-8");
  CHECK(served.get("/app.js").body.size() == 3001);
  const std::string etag = index.get_header_value("ETag");
  CHECK(served.get_if_none_match("/", etag).status == 304);
  for (const char* target : {"/link.txt", "/../web/app.js", "/%2e%2e/app.js", "/web/app.js"}) {
    CAPTURE(target);
    CHECK(served.get(target).status == 404);
  }
}

TEST_CASE("a mistake in a request is refused with its place") {
  ServedArchive served;
  const Json unknown = served.problem("/api/v1/search?form=2017", 400, "unknown_parameter");
  CHECK(unknown.at("errors").at(0).at("suggestion") == "from");
  const Json value = served.problem("/api/v1/search?sort=best", 400, "bad_value");
  CHECK(value.at("errors").at(0).at("parameter") == "sort");
  const Json syntax = served.problem("/api/v1/search?q=%28ferry", 400, "query_syntax");
  CHECK(syntax.at("errors").at(0).at("parameter") == "q");
  CHECK(syntax.at("errors").at(0).contains("position"));
  served.problem("/api/v1/search?q=%ff", 400, "bad_encoding");
  served.problem("/api/v1/search?cursor=nonsense", 400, "bad_value");
  served.problem("/api/v1/search?from=2018&to=2017", 400, "bad_value");
}

TEST_CASE("an answer that has not changed is not sent again") {
  ServedArchive served;
  const httplib::Response first = served.get("/api/v1/search?q=ferry");
  const std::string etag = first.get_header_value("ETag");
  REQUIRE_FALSE(etag.empty());
  CHECK(first.get_header_value("Cache-Control") == "no-cache");
  // Another spelling of the same request.
  const httplib::Response again =
      served.get_if_none_match("/api/v1/search?sort=relevance&q=ferry", etag);
  CHECK(again.status == 304);
  CHECK(again.body.empty());
  CHECK(again.get_header_value("ETag") == etag);
  CHECK(served.get_if_none_match("/api/v1/search?q=harbour", etag).status == 200);
}

TEST_CASE("a new revision is served without a restart, and old validators end") {
  ServedArchive served;
  const httplib::Response before = served.get("/api/v1/search?q=ferry");
  const std::string etag = before.get_header_value("ETag");
  served.add(record(1000, "Ferry of tomorrow", "The newest ferry."));
  Json json;
  for (int i = 0; i < 200; ++i) {
    const httplib::Response after = served.get_if_none_match("/api/v1/search?q=ferry", etag);
    if (after.status == 200) {
      json = Json::parse(after.body);
      break;
    }
    CHECK(after.status == 304);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  REQUIRE(json.is_object());
  CHECK(json.at("total").at("articles") == kRecords + 1);
  CHECK(json.at("index").at("articles") == kRecords + 1);
  CHECK(json.at("index").at("revision") ==
        Json::parse(before.body).at("index").at("revision").get<int>() + 1);
}
