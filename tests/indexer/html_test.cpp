// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "common/date.h"
#include "common/repairs.h"
#include "indexer/format/format.h"

namespace backfile {
namespace {

using Json = nlohmann::json;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::filesystem::path> pages() {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(BACKFILE_TEST_DATA "/html")) {
    if (entry.path().extension() == ".html") found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

Json date_or_null(const std::optional<Timestamp>& when) {
  return when ? Json(to_iso(*when)) : Json(nullptr);
}

// The fields that an expectation may name.
Json to_fields(const Article& article) {
  return {{"title", article.title},
          {"text", article.text},
          {"authors", article.authors},
          {"agency", article.agency},
          {"abstract", article.abstract},
          {"section", article.section},
          {"language", article.language},
          {"tags", article.tags},
          {"url", article.url},
          {"canonical_url", article.canonical_url},
          {"source_name", article.source.name},
          {"published", date_or_null(article.published)},
          {"updated", date_or_null(article.updated)},
          {"date_source", article.date_source}};
}

RawDocument document_of(std::string bytes, std::string url = {}) {
  RawDocument document;
  document.bytes = std::move(bytes);
  document.url = std::move(url);
  document.provenance.file = "page.html";
  return document;
}

constexpr const char* kStory =
    "<p>The harbour bridge reopened to traffic on Thursday, two years after the winter flood tore "
    "away its eastern arch.</p><p>About four hundred people walked across before the first bus was "
    "let through, and a brass band played in the rain.</p>";

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out.append(text);
  return out;
}

}  // namespace

TEST_CASE("each page of the fixtures gives the record written beside it") {
  const auto found = pages();
  CHECK(found.size() >= 20);
  for (const auto& path : found) {
    CAPTURE(path.filename().string());
    std::filesystem::path expectation = path;
    const Json expected = Json::parse(read_file(expectation.replace_extension(".json")));
    const auto article = parse_html(document_of(read_file(path), expected.value("read_from", "")));
    if (expected.contains("reject")) {
      REQUIRE(!article.has_value());
      CHECK(article.error().code == ErrorCode::BadRecord);
      CHECK(article.error().message.find(expected["reject"].get<std::string>()) !=
            std::string::npos);
      continue;
    }
    REQUIRE_MESSAGE(article.has_value(), article.error().message);
    const Json fields = to_fields(*article);
    for (const auto& [key, value] : expected.items()) {
      if (key == "read_from") continue;
      CAPTURE(key);
      CHECK(fields.at(key) == value);
    }
    CHECK(article->provenance.reader == "html");
    CHECK(article->provenance.file == "page.html");
  }
}

TEST_CASE("a page that is no article is refused with a code of its kind") {
  const std::string teaser =
      "<h3><a href=\"/news/bridge\">The harbour bridge reopens to traffic</a></h3><p>Two years "
      "after the flood the first bus was let through, and a band played in the rain.</p>";
  const struct {
    std::string page;
    std::string url;
    std::string_view code;
  } cases[] = {
      {"<title>Just a moment...</title><h1>Just a moment...</h1><p>Checking.</p>", "",
       "page_challenge"},
      {"<title>404 Not Found</title><h1>404 Not Found</h1><p>It is not here.</p>", "",
       "page_not_found"},
      {"<title>Access denied</title><h1>Access denied</h1><p>Go away.</p>", "", "page_denied"},
      {"<title>Bad Gateway</title><h1>Bad Gateway</h1><p>nginx</p>", "", "page_server_error"},
      {"<title>Before you continue</title><p>We use cookies.</p>", "", "page_consent"},
      {"<html><body></body></html>", "", "page_empty"},
      {"<title>Courier</title><h1>Courier</h1><p>News of the town.</p>", "", "page_short"},
      {"<title>Wexcombe Courier</title><meta property=\"og:type\" content=\"website\"><h1>Courier"
       "</h1>" +
           repeated(teaser, 12),
       "https://courier.example/", "page_of_links"},
  };
  for (const auto& row : cases) {
    CAPTURE(row.page);
    const auto article = parse_html(document_of(row.page, row.url));
    REQUIRE_FALSE(article);
    CHECK(article.error().detail.kind == row.code);
  }
}

TEST_CASE("fields of a page say where they were found and how sure that is") {
  const std::string page =
      "<html lang=en><head><title>Bridge reopens | Courier</title><meta name=author content=\"Ada "
      "Quillfeather\"><meta property=\"article:published_time\" content=\"2017-01-19\"></head>"
      "<body><h1>Bridge reopens</h1><p class=standfirst>Two years after the flood.</p>" +
      std::string(kStory) + "</body></html>";
  const auto article =
      parse_html(document_of(page, "https://www.courier.example/politics/bridge-reopens"));
  REQUIRE(article);
  std::map<std::string, std::string> origins;
  for (const FieldOrigin& one : article->origins) {
    origins[one.field] = one.origin;
    CHECK(one.confidence >= 50);
    CHECK(one.confidence <= 99);
  }
  CHECK(origins["title"] == "heading");
  CHECK(origins["authors"] == "meta");
  CHECK(origins["published"] == "meta");
  CHECK(origins["subtitle"] == "element");
  CHECK(origins["section"] == "url");
  CHECK(article->subtitle == "Two years after the flood.");
  CHECK(article->section == "politics");
}

TEST_CASE(
    "a page's type is what JSON-LD or a meta element states, and its country the publisher's") {
  const struct {
    const char* head;
    const char* type;
    const char* origin;
  } cases[] = {
      {R"(<script type="application/ld+json">{"@type":"OpinionNewsArticle","headline":"Bridge"})"
       "</script>",
       "opinion", "json-ld"},
      // The genre says more than the type, and reportage less than anything.
      {R"(<script type="application/ld+json">{"@type":"OpinionNewsArticle","genre":"letter",)"
       R"("headline":"Bridge"}</script>)",
       "letter", "json-ld"},
      {R"(<script type="application/ld+json">{"@type":["NewsArticle","ReportageNewsArticle"],)"
       R"("genre":["News","Interview"],"headline":"Bridge"}</script>)",
       "interview", "json-ld"},
      {R"(<script type="application/ld+json">[{"@type":"NewsArticle","headline":"Bridge"},)"
       R"({"@type":"ClaimReview","claimReviewed":"It fell."}]</script>)",
       "factcheck", "json-ld"},
      {R"(<script type="application/ld+json">{"@type":"SatiricalArticle","headline":"Bridge"})"
       "</script>",
       "satire", "json-ld"},
      {"<meta property='article:opinion' content='true'>", "opinion", "meta"},
      {"<meta name=tom content='Op-Ed'>", "opinion", "meta"},
      {"<meta name=genre content='Politics'><meta name=article_type content='Review'>", "review",
       "meta"},
      {R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge",)"
       R"("articleSection":"Opinion","genre":"Politics"}</script>)",
       "", ""},
      {"<meta property='og:type' content='article'><meta property='article:section' "
       "content='Opinion'><meta property='article:opinion' content='false'>",
       "", ""},
  };
  for (const auto& [head, type, origin] : cases) {
    CAPTURE(head);
    const auto article =
        parse_html(document_of(std::string(head) + "<title>Bridge</title><h1>Bridge</h1>" + kStory,
                               "https://courier.example/opinion/bridge"));
    REQUIRE(article.has_value());
    CHECK(article->type == type);
    const auto found = std::ranges::find(article->origins, "type", &FieldOrigin::field);
    CHECK((found == article->origins.end() ? "" : found->origin) == origin);
  }
  const auto article = parse_html(document_of(
      R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge","publisher":)"
      R"({"@type":"NewsMediaOrganization","name":"Courier","address":{"@type":"PostalAddress",)"
      R"("addressCountry":{"@type":"Country","name":"Ireland"}}}}</script>)"
      "<title>Bridge</title><h1>Bridge</h1>" +
      std::string(kStory)));
  REQUIRE(article.has_value());
  CHECK(article->source.name == "Courier");
  CHECK(article->source.country == "IE");
}

TEST_CASE("a relative date counts only when the moment of capture is known") {
  RawDocument document = document_of(
      std::string("<title>Bridge reopens</title><h1>Bridge reopens</h1><p>2 hours ago</p>") +
      kStory);
  const auto without = parse_html(document);
  REQUIRE(without);
  CHECK_FALSE(without->published);
  document.hints.captured = "2017-01-19T10:56:00Z";
  const auto article = parse_html(document);
  REQUIRE(article);
  REQUIRE(article->published);
  CHECK(to_iso(*article->published) == "2017-01-19");
  CHECK(article->date_source == "relative");
}

TEST_CASE("a date alone below the headline is believed before a field that was renewed") {
  const auto published = [](std::string_view modified, std::string_view line) {
    const auto article = parse_html(document_of(
        "<title>Bridge</title><meta property=\"article:published_time\" content=\"2017-06-19\">"
        "<meta property=\"article:modified_time\" content=\"" +
        std::string(modified) + "\"><h1>Bridge</h1><div>" + std::string(line) + "</div>" + kStory));
    REQUIRE(article);
    return article->published ? to_iso(*article->published) : std::string();
  };
  CHECK(published("2017-06-19", "January 19, 2017") == "2017-01-19");
  CHECK(published("2017-06-20", "Published: January 19, 2017") == "2017-01-19");
  CHECK(published("2017-09-20", "January 19, 2017") == "2017-06-19");
  CHECK(published("2017-06-19", "June 18, 2017") == "2017-06-19");
  CHECK(published("2017-06-19", "The flood of January 19, 2017") == "2017-06-19");
  CHECK(published("2017-06-19", "Updated: January 19, 2017") == "2017-06-19");
}

TEST_CASE("dates that cannot be are refused aloud") {
  const auto noted = [](const std::string& date) {
    const RepairScope scope;
    const auto article =
        parse_html(document_of("<meta property=\"article:published_time\" content=\"" + date +
                               "\"><title>Bridge</title><h1>Bridge</h1>" + kStory));
    REQUIRE(article);
    CHECK_FALSE(article->published);
    return scope.found();
  };
  CHECK(noted("2999-01-01").contains(Repair::FutureDate));
  CHECK(noted("1970-01-01T00:00:00Z").contains(Repair::EpochDate));
  CHECK(noted("2017-02-31").contains(Repair::UnreadableDate));
}

TEST_CASE("hostile pages keep their text") {
  const struct {
    const char* what;
    std::string page;
  } cases[] = {
      {"nested blocks", repeated("<div>", 100'000) + kStory + repeated("</div>", 100'000)},
      {"nested inline elements", repeated("<span class=x>", 100'000) + kStory},
      {"nested tables", repeated("<table><tr><td>", 20'000) + kStory},
      {"misnested formatting", repeated("<b class=a><i><div></b>", 20'000) + kStory},
      {"a giant attribute", "<div class=\"" + repeated("a ", 5'000'000) + "\">" + kStory},
      {"a giant image", "<img src=\"data:" + repeated("A", 10'000'000) + "\">" + kStory},
      {"NUL bytes", std::string(100'000, '\0') + kStory + std::string(100'000, '\0')},
      {"open comments", kStory + repeated("<!--", 500'000)},
      {"open drawings", kStory + repeated("<svg>", 500'000)},
      {"deep JSON-LD",
       "<script type=\"application/ld+json\">" + repeated("[", 500'000) + "</script>" + kStory},
  };
  for (const auto& [what, page] : cases) {
    CAPTURE(what);
    const auto article = parse_html(document_of("<title>Bridge</title>" + page));
    REQUIRE_MESSAGE(article.has_value(), article.error().message);
    CHECK(article->text.find("harbour bridge reopened") != std::string::npos);
    CHECK(article->text.find("played in the rain") != std::string::npos);
  }
}

TEST_CASE("a word of two million bytes is kept whole") {
  const std::string word(2'000'000, 'w');
  const auto article = parse_html(document_of("<p>" + word + "</p>" + kStory));
  REQUIRE(article.has_value());
  CHECK(article->text.find(word) != std::string::npos);
}

TEST_CASE("a page cut anywhere gives a record or a reason, and no broken text") {
  const std::string page = read_file(BACKFILE_TEST_DATA "/html/json_ld_graph.html");
  for (std::size_t size = 0; size < page.size(); size += 7) {
    CAPTURE(size);
    const auto article = parse_html(document_of(page.substr(0, size)));
    if (article) {
      CHECK(article->text.find('<') == std::string::npos);
    } else {
      CHECK(article.error().code == ErrorCode::BadRecord);
    }
  }
}

TEST_CASE("dates of a page are read as its publisher writes them") {
  struct Case {
    const char* url;   // Where it was read from.
    const char* head;  // What else the page says about itself.
    const char* date;
    const char* published;
  };
  constexpr Case kCases[] = {
      {"https://www.timesofisrael.com/1", "", "Jan 19, 2017 4:32 PM IST",
       "2017-01-19T16:32:00+02:00"},
      {"https://www.lantern.ie/1", "", "Jul 19, 2017 4:32 PM IST", "2017-07-19T16:32:00+01:00"},
      {"https://www.lantern.example/1", "", "Jan 19, 2017 4:32 PM IST",
       "2017-01-19T16:32:00+05:30"},
      {"", "<link rel=canonical href='https://www.haaretz.com/1'>", "Jan 19, 2017 4:32 PM IST",
       "2017-01-19T16:32:00+02:00"},
      {"", "<meta property='og:url' content='https://www.thedailystar.net/1'>",
       "Jan 19, 2017 4:32 PM BST", "2017-01-19T16:32:00+06:00"},
      {"", "<meta property='og:site_name' content='Haaretz'>", "Jan 19, 2017 4:32 PM IST",
       "2017-01-19T16:32:00+02:00"},
      {"https://web.archive.org/web/2017/https://www.haaretz.com/1", "", "Jan 19, 2017 4:32 PM IST",
       "2017-01-19T16:32:00+02:00"},
      {"https://www.nytimes.com/1", "<html lang=en-GB>", "03/04/2017", "2017-03-04"},
      {"https://www.ft.com/1", "<html lang=en-US>", "03/04/2017", "2017-04-03"},
      {"https://www.lantern.example/1", "", "03/04/2017", "2017-03-04"},
      {"https://www.ft.com/1", "", "03/04/2017 16:32", "2017-04-03T16:32:00"},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.url);
    CAPTURE(row.head);
    CAPTURE(row.date);
    const auto article =
        parse_html(document_of(std::string(row.head) + "<title>Bridge reopens</title><h1>Bridge " +
                                   "reopens</h1><p>Published " + row.date + "</p>" + kStory,
                               row.url));
    REQUIRE_MESSAGE(article.has_value(), article.error().message);
    CHECK(date_or_null(article->published) == row.published);
  }
}

TEST_CASE("a user's table of hosts decides, too") {
  const auto hosts = NewsHosts::with_rows(
      "lantern.example\tThe Lantern\tgb\tEurope/London\tdmy\ten\n", "hosts.tsv");
  REQUIRE(hosts.has_value());
  const auto article = parse_html(document_of("<title>Bridge</title><h1>Bridge</h1><p>Published "
                                              "03/04/2017</p>" +
                                                  std::string(kStory),
                                              "https://www.lantern.example/1"),
                                  *hosts);
  REQUIRE(article.has_value());
  CHECK(date_or_null(article->published) == "2017-04-03");
}

TEST_CASE("the declared character set of the container goes before that of the page") {
  RawDocument document = document_of("<meta charset=utf-8><title>Caf\xe9</title><h1>Caf\xe9</h1>" +
                                     std::string(kStory));
  document.charset = "windows-1252";
  const auto article = parse_html(document);
  REQUIRE(article.has_value());
  CHECK(article->title == "Caf\xc3\xa9");
}

TEST_CASE("the agency is the organization that JSON-LD names as the source of a story") {
  const struct {
    const char* source;
    const char* agency;
  } cases[] = {
      {R"({"@type": "Organization", "name": "TIDE", "legalName": "Tide Wire"})", "TIDE"},
      {R"({"name": "Tide Wire", "alternateName": "TIDE"})", "TIDE"},
      {R"({"name": "Tide Wire", "alternateName": ["The tide", "TIDE"]})", "TIDE"},
      {R"({"name": "Tide Wire"})", "Tide Wire"},
      {R"({"name": "Thomson Reuters", "alternateName": "TR"})", "Reuters"},
      {R"({"name": "Germany's", "alternateName": "Deutsche Presse-Agentur"})", "dpa"},
      {R"("Press Trust of India")", "PTI"},
      {R"("TIDE")", "TIDE"},
      {R"({"@id": "#wire"})", "WIRE"},
      {R"([{"@id": "#paper"}, {"@id": "#wire"}])", "WIRE"},
      {R"([{"name": "Tide Wire"}, {"name": "AFP"}])", "AFP"},
      {R"({"name": "wexcombe COURIER"})", ""},
      {R"({"@id": "#nowhere"})", ""},
      {R"("https://tide.example/")", ""},
      {R"({"name": "   "})", ""},
      {R"(7)", ""},
      {R"(null)", ""},
  };
  for (const auto& [source, agency] : cases) {
    CAPTURE(source);
    const std::string graph =
        R"({"@graph": [{"@type": "NewsArticle", "headline": "Bridge", "sourceOrganization": )" +
        std::string(source) +
        R"(, "publisher": {"@id": "#paper"}}, {"@id": "#paper", "name": "Wexcombe Courier"},)"
        R"({"@id": "#wire", "name": "Wire of Wexcombe", "alternateName": "WIRE"}]})";
    const auto article =
        parse_html(document_of("<script type=\"application/ld+json\">" + graph +
                               "</script><title>Bridge</title><h1>Bridge</h1>" + kStory));
    REQUIRE(article.has_value());
    CHECK(article->agency == agency);
  }
}

}  // namespace backfile
