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
  REQUIRE(recognise(document) == Format::Nitf);
  return parse_nitf(document);
}

constexpr std::string_view kStory =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<!DOCTYPE nitf SYSTEM \"nitf-3-4.dtd\">\n"
    "<nitf uno=\"urn:x:1\" version=\"-//IPTC//DTD NITF 3.4//EN\" change.date=\"October 18, "
    "2006\">\n"
    "<head><title>Ferry returns</title><meta name=\"online_sections\" content=\"Harbour; "
    "Front\"/>\n"
    "<docdata management-status=\"usable\"><doc-id id-string=\"4711\" regsrc=\"HPA\"/>"
    "<date.issue norm=\"20140319T071500Z\"/><date.release norm=\"20140319T080000+0100\"/>"
    "<key-list><keyword key=\"FERRIES\"/><keyword key=\"PORT ELLERY\"/></key-list>"
    "<doc.copyright year=\"2014\" holder=\"Harbour Lantern\"/></docdata>\n"
    "<pubdata name=\"Harbour Lantern\" date.publication=\"20140319T000000\" "
    "ex-ref=\"https://lantern.example/4711\"/></head>\n"
    "<body><body.head><hedline><hl1>The ferry &amp; its crew return</hl1><hl2>After nine days</hl2>"
    "</hedline><byline>By <person>ADA FINCH</person><byttl>Staff Writer</byttl></byline>"
    "<distributor>The Associated Press</distributor><dateline><location>PORT ELLERY</location>, "
    "<story.date norm=\"20140319\">March 19</story.date></dateline>"
    "<abstract><p>All are well.</p></abstract></body.head>\n"
    "<body.content><p>The ferry came in at dawn.</p><media media-type=\"image\"><media-caption>"
    "<p>The ferry.</p></media-caption></media><hl2>Nine days</hl2><p>It had drifted.</p>"
    "</body.content><body.end><tagline>Finch reported from the pier.</tagline></body.end></body>"
    "</nitf>";

TEST_CASE("a story in NITF gives each part") {
  const auto article = read(kStory);
  REQUIRE(article);
  CHECK(article->id == "HPA-4711");
  CHECK(article->title == "The ferry & its crew return");
  CHECK(article->subtitle == "After nine days");
  CHECK(article->abstract == "All are well.");
  CHECK(article->text ==
        "The ferry came in at dawn.\n\nNine days\n\nIt had drifted.\n\nFinch reported from the "
        "pier.");
  CHECK(article->authors == std::vector<std::string>{"Ada Finch"});
  CHECK(article->agency == "AP");
  CHECK(article->place == "Port Ellery");
  CHECK(article->section == "Harbour");
  CHECK(article->tags == std::vector<std::string>{"FERRIES", "PORT ELLERY"});
  CHECK(article->source.name == "Harbour Lantern");
  CHECK(article->url == "https://lantern.example/4711");
  REQUIRE(article->published);
  CHECK(to_iso(*article->published) == "2014-03-19T08:00:00+01:00");
  CHECK(article->date_source == "record");
  CHECK(article->status == ArticleStatus::Usable);
  CHECK(article->provenance.reader == "nitf");
}

TEST_CASE("properties and types of material say what kind of story NITF holds") {
  struct Case {
    std::string_view before_docdata;
    std::string_view in_docdata;
    std::string_view type;
  };
  constexpr Case kCases[] = {
      {"<tobject tobject.type=\"news\"><tobject.property tobject.property.type=\"obituary\"/>"
       "</tobject>",
       "", "obituary"},
      {"<tobject><tobject.property tobject.property.type=\"current\"/><tobject.property "
       "tobject.property.type=\"analysis\"/></tobject>",
       "", "analysis"},
      // What every wire story says is no type, and neither is a subject.
      {"<tobject tobject.type=\"news\"><tobject.subject tobject.subject.type=\"Opinion\"/>"
       "</tobject>",
       "", ""},
      {"",
       "<identified-content><classifier class=\"online_producer\" type=\"types_of_material\">News"
       "</classifier><classifier class=\"online_producer\" type=\"types_of_material\">Op-Ed"
       "</classifier></identified-content>",
       "opinion"},
      {"",
       "<identified-content><classifier class=\"online_producer\" type=\"general_descriptor\">"
       "Editorials</classifier></identified-content>",
       ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.type);
    std::string story(kStory);
    story.insert(story.find("</docdata>"), row.in_docdata);
    story.insert(story.find("<docdata"), row.before_docdata);
    const auto article = read(story);
    REQUIRE(article);
    CHECK(article->type == row.type);
  }
}

TEST_CASE("a story in an envelope of the sender's own is read") {
  std::string story(kStory.substr(kStory.find("<nitf")));
  for (const std::string& envelope :
       {"<?xml version=\"1.0\"?><job><id>7</id>" + story + "</job>", "<job>" + story + "</job>"}) {
    const auto article = read(envelope);
    REQUIRE(article);
    CHECK(article->id == "HPA-4711");
    CHECK(article->title == "The ferry & its crew return");
  }
}

TEST_CASE("the layout of the New York Times gives its lead once, its date and its corrections") {
  const auto article = read(
      "<nitf><head><title>Bridge</title><meta name=\"publication_day_of_month\" content=\"3\"/>"
      "<meta name=\"publication_month\" content=\"2\"/><meta name=\"publication_year\" "
      "content=\"2006\"/><meta name=\"dsk\" content=\"Metropolitan Desk\"/><docdata><doc-id "
      "id-string=\"1736\"/><doc.copyright year=\"2006\" holder=\"The New York Times\"/>"
      "<identified-content><classifier class=\"indexing_service\" type=\"descriptor\">Bridges"
      "</classifier><classifier type=\"taxonomic_classifier\">Top/News</classifier><org>Port Board"
      "</org></identified-content></docdata></head><body><body.head><hedline><hl1>The Bridge Opens"
      "</hl1></hedline><byline class=\"print_byline\">By ADA FINCH; Compiled by Bob Roe</byline>"
      "<byline class=\"normalized_byline\">Finch, Ada</byline></body.head><body.content>"
      "<block class=\"lead_paragraph\"><p>It opened.</p></block><block class=\"full_text\"><p>It "
      "opened.</p><p>People walked.</p></block><block class=\"correction_text\"><p>Correction: a "
      "date was wrong.</p></block></body.content></body></nitf>");
  REQUIRE(article);
  CHECK(article->id == "nytimes.com-1736");
  CHECK(article->text == "It opened.\n\nPeople walked.\n\nCorrection: a date was wrong.");
  CHECK(article->authors == std::vector<std::string>{"Ada Finch", "Bob Roe"});
  CHECK(article->section == "Metropolitan Desk");
  CHECK(article->tags == std::vector<std::string>{"Bridges", "Port Board"});
  REQUIRE(article->published);
  CHECK(to_iso(*article->published) == "2006-02-03");
  CHECK(article->status == ArticleStatus::Corrected);
  CHECK_FALSE(article->acts_on);
}

TEST_CASE("messages about other articles say which and what becomes of it") {
  struct Case {
    std::string_view docdata;
    std::string_view status;
    std::string_view other;
    std::string_view becomes;
  };
  constexpr Case kCases[] = {
      {R"(<docdata management-status="canceled"><doc-id id-string="a1" regsrc="HPA"/></docdata>)",
       "canceled", "", ""},
      {R"(<docdata management-status="usable" management-doc-idref="a1" )"
       R"(management-idref-status="canceled"><doc-id id-string="a2" regsrc="HPA"/></docdata>)",
       "usable", "HPA-a1", "canceled"},
      {R"(<docdata><correction id-string="a1" regsrc="HPA" info="Name"/>)"
       R"(<doc-id id-string="a2" regsrc="HPA"/></docdata>)",
       "corrected", "HPA-a1", "corrected"},
      {R"(<docdata><correction id-string="a2" regsrc="HPA"/>)"
       R"(<doc-id id-string="a2" regsrc="HPA"/></docdata>)",
       "corrected", "", ""},
      {R"(<docdata management-status="withheld"><doc-id id-string="a1"/></docdata>)", "withheld",
       "", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.docdata);
    auto article = read("<nitf><head>" + std::string(row.docdata) + "</head></nitf>");
    if (row.status == "corrected" && row.other.empty()) {
      CHECK_FALSE(article);
      continue;
    }
    REQUIRE(article);
    const auto whole = complete(*std::move(article));
    REQUIRE(whole);
    CHECK(to_string(whole->status) == row.status);
    CHECK((whole->acts_on ? whole->acts_on->id : "") == row.other);
    CHECK((whole->acts_on ? to_string(whole->acts_on->status) : "") == row.becomes);
  }
  const auto embargoed = read(
      "<nitf><head><title>Budget</title><docdata management-status=\"embargoed\"><date.release "
      "norm=\"20140320T120000Z\"/></docdata></head></nitf>");
  REQUIRE(embargoed);
  CHECK(embargoed->status == ArticleStatus::Withheld);
  REQUIRE(embargoed->embargoed_until);
  CHECK(to_iso(*embargoed->embargoed_until) == "2014-03-20T12:00:00Z");
}

TEST_CASE("a story that is cut off or empty is refused with the reason") {
  const auto cut = read(kStory.substr(0, kStory.size() / 2));
  REQUIRE_FALSE(cut);
  CHECK(cut.error().message.starts_with("not well-formed XML in line "));
  const auto empty = read("<nitf><head/><body/></nitf>");
  REQUIRE_FALSE(empty);
  CHECK(empty.error().message == "the <nitf> element has neither a headline nor a text");
}

}  // namespace
}  // namespace backfile
