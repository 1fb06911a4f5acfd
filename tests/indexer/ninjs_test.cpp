// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "common/article_json.h"
#include "indexer/extract/complete.h"
#include "indexer/format/format.h"

namespace backfile {
namespace {

Result<Article> read(std::string_view bytes) {
  RawDocument document;
  document.bytes = bytes;
  REQUIRE(recognise(document) == Format::Ninjs);
  return parse_ninjs(document);
}

TEST_CASE("one story reads alike in each version of ninjs") {
  constexpr std::string_view kVersions[] = {
      R"({"uri":"urn:hpa:1","type":"text","version":"3","versioncreated":"2014-03-19T09:00:00Z",)"
      R"("firstcreated":"2014-03-19T08:15:00Z","pubstatus":"usable","language":"en-GB",)"
      R"("copyrightholder":"Harbour Press","byline":"Ada Finch","located":"Port Ellery, Kent",)"
      R"("headline":"Rain over the harbour","description_text":"Wet.","subject":[{"name":"rain"}],)"
      R"("infosource":[{"name":"Reuters"}],"body_text":"Rain fell. It stopped.",)"
      R"("body_xhtml":"<p>Rain fell.</p><p>It stopped.</p>"})",
      R"({"uri":"urn:hpa:1","type":"text","version":"3","versioncreated":"2014-03-19T09:00:00Z",)"
      R"("firstcreated":"2014-03-19T08:15:00Z","pubstatus":"usable","language":"en-GB",)"
      R"("copyrightholder":"Harbour Press","by":"Ada Finch","located":"Port Ellery, Kent",)"
      R"("headlines":[{"role":"main","value":"Rain over the harbour"}],"descriptions":)"
      R"([{"role":"caption","value":"A pier."},{"role":"text","value":"Wet."}],)"
      R"("subjects":[{"name":"rain"}],"infosources":[{"name":"Reuters"}],"bodies":[{"role":)"
      R"("text","contenttype":"text/plain","value":"Rain fell. It stopped."},{"role":"html",)"
      R"("contenttype":"text/html","value":"<p>Rain fell.</p><p>It stopped.</p>"}]})",
      R"({"uri":"urn:hpa:1","type":"text","version":3,"versionCreated":"2014-03-19T09:00:00Z",)"
      R"("firstCreated":"2014-03-19T08:15:00Z","pubStatus":"usable","language":"en-GB",)"
      R"("copyrightHolder":"Harbour Press","by":"Ada Finch","located":"Port Ellery, Kent",)"
      R"("headlines":[{"value":"Rain over the harbour"}],"descriptions":[{"value":"Wet."}],)"
      R"("subjects":[{"name":"rain"}],"infoSources":[{"name":"Reuters"}],"bodies":[{"role":)"
      R"("nitf","contentType":"text/vnd.IPTC.NITF","value":"<nitf><body><body.content><p>Rain )"
      R"(fell.</p><p>It stopped.</p></body.content></body></nitf>"}]})",
  };
  for (const std::string_view json : kVersions) {
    CAPTURE(json);
    const auto article = read(json);
    REQUIRE(article);
    CHECK(article->id == "urn:hpa:1");
    CHECK(article->sent_version == 3);
    CHECK(article->title == "Rain over the harbour");
    CHECK(article->abstract == "Wet.");
    CHECK(article->text == "Rain fell.\n\nIt stopped.");
    CHECK(article->authors == std::vector<std::string>{"Ada Finch"});
    CHECK(article->source.name == "Harbour Press");
    CHECK(article->agency == "Reuters");
    CHECK(article->place == "Port Ellery");
    CHECK(article->language == "en");
    CHECK(article->tags == std::vector<std::string>{"rain"});
    REQUIRE(article->published);
    CHECK(to_iso(*article->published) == "2014-03-19T08:15:00Z");
    REQUIRE(article->updated);
    CHECK(to_iso(*article->updated) == "2014-03-19T09:00:00Z");
    CHECK(article->provenance.reader == "ninjs");
  }
}

TEST_CASE("genres of ninjs say what kind of story it is") {
  struct Case {
    std::string_view members;
    std::string_view type;
  };
  constexpr Case kCases[] = {
      {R"("genre":[{"name":"Kommentar","code":"Opinion"}])", "opinion"},
      {R"("genres":[{"uri":"http://cv.iptc.org/newscodes/genre/Interview"}])", "interview"},
      {R"("genres":[{"name":"Current"},{"name":"Background"}])", "background"},
      {R"("genres":[{"name":"Current","literal":"x"}])", "news"},
      {R"("genre":[{"name":"Article","code":"Article"}])", ""},
      {R"("subject":[{"name":"Opinion"}])", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.members);
    const auto article = read(R"({"uri":"a","pubstatus":"usable","headline":"Rain",)" +
                              std::string(row.members) + "}");
    REQUIRE(article);
    CHECK(article->type == row.type);
  }
}

TEST_CASE("the headline at the start of a body and wrapped lines of markup are undone") {
  const auto article = read(
      R"({"uri":"a","headline":"Rain","body_xhtml":"<html><head><title>Rain</title></head><body>)"
      R"(<h1>Rain</h1><p>It\nfell.</p><figure><figcaption>A pier.</figcaption></figure></body>)"
      R"(</html>"})");
  REQUIRE(article);
  CHECK(article->text == "It fell.");
  const auto plain =
      read(R"({"uri":"a","body_xhtml":"Rain<sup>1</sup> fell\non the pier.\n\nEnd."})");
  REQUIRE(plain);
  CHECK(plain->text == "Rain1 fell on the pier.\n\nEnd.");
}

TEST_CASE("an address as identity is the article's address, too") {
  CHECK(read(R"({"uri":"https://lantern.example/1","headline":"R","pubstatus":"usable"})")->url ==
        "https://lantern.example/1");
  CHECK(read(R"({"uri":"https://a.example/1","url":"https://lantern.example/1",)"
             R"("headline":"R","pubstatus":"usable"})")
            ->url == "https://lantern.example/1");
  CHECK(read(R"({"uri":"urn:a:1","headline":"R","pubstatus":"usable"})")->url == "");
}

TEST_CASE("statuses and embargoes of ninjs are kept, and an empty kill is no reject") {
  struct Case {
    std::string_view json;
    std::string_view status;
    std::string_view embargo;
  };
  constexpr Case kCases[] = {
      {R"({"uri":"urn:1","pubstatus":"canceled"})", "canceled", ""},
      {R"({"uri":"urn:1","pubStatus":"withheld","headlines":[{"value":"Rain"}]})", "withheld", ""},
      {R"({"uri":"urn:1","headline":"Rain","pubstatus":"usable",)"
       R"("embargoed":"2014-03-19T12:00:00Z"})",
       "usable", "2014-03-19T12:00:00Z"},
      {R"({"uri":"urn:1","headlines":[{"value":"R"}],"embargoedUntil":"2014-03-19T12:00:00Z"})",
       "usable", "2014-03-19T12:00:00Z"},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.json);
    auto article = read(row.json);
    REQUIRE(article);
    const auto whole = complete(*std::move(article));
    REQUIRE(whole);
    const auto stored = from_json_line(to_json_line(*whole));
    REQUIRE(stored);
    CHECK(to_string(stored->status) == row.status);
    CHECK((stored->embargoed_until ? to_iso(*stored->embargoed_until) : "") == row.embargo);
    CHECK(stored->id == whole->id);
  }
}

TEST_CASE("items of ninjs without a text are refused with a reason") {
  struct Case {
    std::string_view json;
    std::string_view reason;
  };
  constexpr Case kCases[] = {
      {R"({"uri":"a","type":"picture","headline":"Pier","renditions":{}})",
       "the ninjs item is of type \"picture\" and no text"},
      {R"({"uri":"a","title":"Press day","eventDetails":{}})",
       "the ninjs item is of type \"event\" and no text"},
      {R"({"uri":"a","type":"text","versioncreated":"2014-03-19T09:00:00Z"})",
       "the ninjs item has neither a headline nor a body"},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.json);
    const auto article = read(row.json);
    REQUIRE_FALSE(article);
    CHECK(article.error().message == row.reason);
  }
}

}  // namespace
}  // namespace backfile
