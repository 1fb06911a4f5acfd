// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/render/render.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "common/json_text.h"
#include "server/api/request.h"
#include "server/render/article_formats.h"
#include "server/render/links.h"
#include "server/render/marks.h"

namespace backfile {
namespace {

using Json = nlohmann::ordered_json;

ApiRequest request_of(Route route, std::string_view query) {
  auto request = parse_api_request(route, query, 0);
  REQUIRE(request);
  return std::move(request).value();
}

ArchiveStatus index() {
  return {.uuid = "0f8c2b",
          .revision = 12,
          .updated = "2026-09-21T04:10:09Z",
          .articles = 150,
          .oldest = 883699200,
          .newest = 1789900000};
}

Article ferry() {
  Article article;
  article.id = "id/1";
  article.url = "https://harbour.example/ferry?a=1&b=2";
  article.canonical_url = "harbour.example/ferry?a=1&b=2";
  article.source = {
      .id = "harbour.example", .name = "The Harbour", .domain = "harbour.example", .country = "IE"};
  article.title = "Ferry <late> \u00e9t\u00e9 & \"wet\"";
  article.subtitle = "A subtitle";
  article.text = "One.\n\nTwo.";
  article.authors = {"Ada Byron", "Bo"};
  article.agency = "Coast Wire";
  article.place = "Port Lune";
  article.section = "Local";
  article.type = "opinion";
  article.language = "en";
  article.tags = {"boats"};
  article.published = parse_iso_date("2017-01-19T16:26+05:30");
  article.date_source = "label";
  article.status = ArticleStatus::Corrected;
  article.version = 2;
  article.words = 312;
  return article;
}

SearchResult result() {
  SearchResult result;
  result.total = 123;
  result.index = index();
  Hit hit;
  hit.article = ferry();
  hit.score = 12.25;
  hit.title = {.text = hit.article.title, .marks = {{0, 5}, {13, 18}}};
  hit.snippets = {{.text = "\u2026 the \u00e9t\u00e9 <script>ferry</script>", .marks = {{22, 27}}}};
  result.hits.push_back(hit);
  Hit bare;
  bare.article.id = "bare";
  bare.article.title = "Undated";
  result.hits.push_back(bare);
  result.facets.push_back(
      {.field = FieldId::Source,
       .buckets = {{"harbour.example", "The Harbour", 100, true}, {"x & y", "x & y", 20, false}},
       .distinct = 3,
       .missing = 1,
       .other = 2});
  Timeline timeline;
  timeline.interval = Interval::Year;
  timeline.undated = 2;
  timeline.buckets = {{883612800, 915148800, 3, 10, 883612800, 915148800},
                      {915148800, 946684800, 0, 0, 915148800, 946684800}};
  result.timeline = timeline;
  result.next_cursor = "abc_1";
  return result;
}

ApiRequest request() {
  return request_of(
      Route::Search,
      "q=ferry&from=1998&to=2017-01-31&source=The+Harbour&place=Port+Lune&facet=source"
      "&interval=year&page_size=2");
}

std::string rendered(const ApiRequest& request, const SearchResult& result, bool with_results) {
  return render_search({.request = request,
                        .result = result,
                        .took_ms = 1.25,
                        .part = with_results ? SearchPart::Results : SearchPart::Counts});
}

void check_golden(const std::string& name, const std::string& json) {
  const std::string path = std::string(BACKFILE_TEST_GOLDEN) + "/" + name;
  const std::string text = Json::parse(json).dump(2) + "\n";
  if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(path) << text;
  std::ifstream file(path);
  std::stringstream expected;
  expected << file.rdbuf();
  CHECK(text == expected.str());
}

struct MarkCase {
  Snippet snippet;
  std::vector<std::pair<std::size_t, std::size_t>> code_points;
  std::string_view html;
};

const MarkCase kMarks[] = {
    {{"", {}}, {}, ""},
    {{"a ferry", {{2, 7}}}, {{2, 7}}, "a <mark>ferry</mark>"},
    {{"\u00e9 \u00e9", {{0, 2}, {3, 5}}},
     {{0, 1}, {2, 3}},
     "<mark>\u00e9</mark> <mark>\u00e9</mark>"},
    {{"\U0001f600x", {{4, 5}}}, {{1, 2}}, "\U0001f600<mark>x</mark>"},
    {{"<b>&\"'", {{1, 2}}}, {{1, 2}}, "&lt;<mark>b</mark>&gt;&amp;&quot;&#39;"},
    {{"</mark><script>", {{2, 6}}}, {{2, 6}}, "&lt;/<mark>mark</mark>&gt;&lt;script&gt;"},
};

}  // namespace

TEST_CASE("the answer to a search has the shape that is documented") {
  check_golden("search.json", rendered(request(), result(), true));
}

TEST_CASE("an article has the shape that is documented") {
  check_golden("article.json", render_article({ferry(), index()}));
}

TEST_CASE("the type of an article has the words of those who read it") {
  ArticleAnswer answer{ferry(), index()};
  const Json opinion = Json::parse(article_jsonld(answer));
  CHECK(opinion.at("@type") == "OpinionNewsArticle");
  CHECK(opinion.at("genre") == "opinion");
  CHECK(opinion.at("publisher").at("address").at("addressCountry") == "IE");
  CHECK(Json::parse(article_csl(answer)).at(0).at("genre") == "opinion");
  CHECK(article_ris(answer).find("\r\nM3  - opinion\r\n") != std::string::npos);
  answer.article.type = "live";
  CHECK(Json::parse(article_jsonld(answer)).at("@type") == "LiveBlogPosting");
  answer.article.type.clear();
  answer.article.source.country.clear();
  const Json bare = Json::parse(article_jsonld(answer));
  CHECK(bare.at("@type") == "NewsArticle");
  CHECK_FALSE(bare.contains("genre"));
  CHECK_FALSE(bare.at("publisher").contains("address"));
}

TEST_CASE("the sources have the shape that is documented") {
  const SourceSummary harbour{.source = ferry().source,
                              .articles = 100,
                              .undated = 1,
                              .oldest = 883699200,
                              .newest = 1484823360};
  SourceSummary nameless;
  nameless.source.id = "nameless";
  nameless.articles = 1;
  nameless.undated = 1;
  check_golden("sources.json", render_sources({{harbour, nameless}, index()}, "/api/v1/sources"));
}

TEST_CASE("facets and timeline come without results") {
  const auto json = Json::parse(rendered(request(), result(), false));
  CHECK_FALSE(json.contains("results"));
  CHECK(json.contains("facets"));
  CHECK(json.contains("timeline"));
}

TEST_CASE("fields choose what a result holds, and the id is always there") {
  const auto json = Json::parse(
      rendered(request_of(Route::Search, "q=ferry&fields=title,published"), result(), true));
  const auto& hit = json.at("results").at(0);
  CHECK(hit.size() == 4);
  CHECK(hit.at("id") == "id/1");
  CHECK(hit.contains("title"));
  CHECK(hit.contains("title_marks"));
  CHECK(hit.at("published") == "2017-01-19T16:26:00+05:30");
}

TEST_CASE("without highlights nothing is marked") {
  const auto json =
      Json::parse(rendered(request_of(Route::Search, "q=ferry&highlight=0"), result(), true));
  const auto& hit = json.at("results").at(0);
  CHECK_FALSE(hit.contains("title_marks"));
  CHECK(hit.at("snippets").at(0).size() == 2);
}

TEST_CASE("a score is told only where it decided the order") {
  const auto scored = [](std::string_view query, double score = 1) {
    SearchResult found = result();
    for (Hit& hit : found.hits) hit.score = score;
    const auto json = Json::parse(rendered(request_of(Route::Search, query), found, true));
    return json.at("results").at(0).contains("score");
  };
  CHECK(scored("q=ferry"));
  CHECK_FALSE(scored("q=ferry&sort=newest"));
  CHECK_FALSE(scored("", 0));
}

TEST_CASE("bytes that are no UTF-8 become the replacement character") {
  Article article;
  article.id = "x";
  article.title = "a\xff z";
  CHECK(Json::parse(render_article({article, index()})).at("article").at("title") == "a\ufffd z");
}

TEST_CASE("marks count code points, and their HTML is escaped") {
  for (const auto& [snippet, code_points, html] : kMarks) {
    CAPTURE(snippet.text);
    CHECK(marks_in_code_points(snippet) == code_points);
    CHECK(marked_html(snippet) == html);
  }
}

TEST_CASE("a toggle adds a value, or takes it away however it was spelt") {
  const ApiRequest request =
      request_of(Route::Search, "q=a&source=THE+harbour&source=other&cursor=abc&facet=source");
  const FacetBucket on{"harbour.example", "The Harbour", 1, true};
  CHECK(toggle_link(request, FieldId::Source, on) ==
        "/api/v1/search?q=a&source=other&facet=source");
  const FacetBucket off{"x & y", "x & y", 1, false};
  CHECK(toggle_link(request, FieldId::Source, off) ==
        "/api/v1/search?q=a&source=THE%20harbour&source=other&source=x%20%26%20y&facet=source");
  const FacetBucket tag{"t", "t", 1, false};
  CHECK(toggle_link(request, FieldId::Tag, tag) ==
        "/api/v1/search?q=a&source=THE%20harbour&source=other&facet=source&tag=t");
}

TEST_CASE("a link of a toggle is an address that is understood") {
  const ApiRequest request = request_of(Route::Facets, "q=a&facet=author");
  const std::string link =
      toggle_link(request, FieldId::Author, {"Byron, \"Ada\" +1%", "Byron", 1, false});
  const auto again = parse_api_request(Route::Facets, link.substr(link.find('?') + 1), 0);
  REQUIRE(again);
  CHECK(again->search.filters.values.at(FieldId::Author) ==
        std::vector<std::string>{"Byron, \"Ada\" +1%"});
}

TEST_CASE("the link to the page keeps what the page shows") {
  const ApiRequest request =
      request_of(Route::Search,
                 "q=a+b&from=2017&tag=x&sort=newest&page_size=5&cursor=c&facet=tag&fields=title");
  CHECK(page_link(request) == "/?q=a%20b&from=2017&tag=x&sort=newest");
}

TEST_CASE("a link says in which syntax its query is written, and the page is given one in ours") {
  const ApiRequest request =
      request_of(Route::Timeline,
                 "q=storm+w/5+ferr!&syntax=nexis&query_language=en&tag=x&collapse=story&by=tag");
  const TimelineBucket day{.start = 0, .end = 86'400, .local_start = 0, .local_end = 86'400};
  CHECK(BucketLinks(request, Interval::Day).link(day) ==
        "/api/v1/search?q=storm%20w%2F5%20ferr%21&syntax=nexis&query_language=en&tag=x"
        "&from=1970-01-01&to=1970-01-01");
  CHECK(page_link(request) == "/?q=storm%20W%2F5%20ferr%2A&tag=x");
  CHECK(feed_link(request) ==
        "/feeds/search.atom?q=storm%20w%2F5%20ferr%21&syntax=nexis&query_language=en&tag=x"
        "&collapse=story");
  CHECK(corrected_link(request, "storm W/5 ferr*") ==
        "/api/v1/search?q=storm%20W%2F5%20ferr%2A&query_language=en&tag=x");
  const ApiRequest titles = request_of(Route::Search, "q=ferry&in=title&sort=newest&page=4");
  CHECK(page_link(titles) == "/?q=title%3Aferry&sort=newest");
  CHECK(table_link(titles) == "/api/v1/export?q=ferry&in=title&format=csv");
  CHECK(next_link(titles, "abc") == "/api/v1/search?q=ferry&in=title&sort=newest&cursor=abc");
}

TEST_CASE("texts and numbers are written as nlohmann writes them") {
  std::string controls;
  for (char c = 0; c < 0x20; ++c) controls += c;
  for (const std::string& text :
       {std::string(), controls, std::string("\"quoted\" \\ / \x7f"),
        std::string("\u00e9\u20ac\U0001f600"),
        std::string("bad \xff\xc3 and \xed\xa0\x80 end\xe2\x82"), std::string("nul\0inside", 10)}) {
    JsonText json;
    CHECK(json.value(text).take() ==
          Json(text).dump(-1, ' ', false, Json::error_handler_t::replace));
  }
  for (int byte = 0; byte < 0x100; ++byte) {
    for (std::size_t at = 0; at < 17; ++at) {
      std::string text(17, 'x');
      text[at] = static_cast<char>(byte);
      JsonText json;
      REQUIRE(json.value(text).take() ==
              Json(text).dump(-1, ' ', false, Json::error_handler_t::replace));
    }
  }
  for (const double number : {0.0, 1.0, -0.5, 0.1, 1e-7, 1e21, 12.25, 1.0 / 3}) {
    JsonText json;
    CHECK(json.value(number).take() == Json(number).dump());
  }
  JsonText nested;
  nested.begin_object().key("a").begin_array().value(true).null().value(std::uint32_t{7});
  nested.begin_object().end_object().end_array().member("b", "c").end_object();
  CHECK(nested.take() == R"({"a":[true,null,7,{}],"b":"c"})");
}

}  // namespace backfile
