// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "common/article_json.h"
#include "indexer/extract/complete.h"
#include "indexer/format/format.h"

namespace backfile {
namespace {

std::vector<Result<Article>> read(Format format, std::string_view bytes) {
  RawDocument document;
  document.bytes = bytes;
  REQUIRE(recognise(document) == format);
  return std::move(parse(format, document).results());
}

std::vector<Result<Article>> read_g2(std::string_view bytes) {
  return read(Format::NewsMlG2, bytes);
}

std::string item(std::string_view guid, std::string_view item_meta, std::string_view content_meta,
                 std::string_view content_set) {
  return "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"" + std::string(guid) +
         "\" version=\"3\" xml:lang=\"en-GB\"><itemMeta>" + std::string(item_meta) +
         "</itemMeta><contentMeta>" + std::string(content_meta) + "</contentMeta><contentSet>" +
         std::string(content_set) + "</contentSet></newsItem>";
}

constexpr std::string_view kXhtml =
    "<inlineXML contenttype=\"application/xhtml+xml\"><html "
    "xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>no</title></head><body><p>Rain fell.</p>"
    "<p>It stopped.</p></body></html></inlineXML>";

TEST_CASE("an item of NewsML-G2 gives each part") {
  const auto results = read_g2(
      "<?xml version=\"1.0\"?>\n" +
      item("urn:newsml:hpa.example:20140319:rain",
           "<itemClass qcode=\"ninat:text\"/><provider qcode=\"p:hpa\"><name>Harbour Press</name>"
           "</provider><versionCreated>2014-03-19T09:00:00Z</versionCreated><firstCreated>"
           "2014-03-19T08:15:00Z</firstCreated><embargoed>2014-03-19T12:00:00Z</embargoed>"
           "<pubStatus qcode=\"stat:usable\"/>",
           "<contentCreated>2014-03-19T08:00:00Z</contentCreated><located qcode=\"g:1\"><name>Port "
           "Ellery, Kent</name></located><infoSource><name>Reuters</name></infoSource><headline "
           "role=\"h:short\">Rain</headline><headline>Rain over the harbour</headline>"
           "<by>By Ada Finch</by><dateline>PORT ELLERY, March 19</dateline><language "
           "tag=\"en-GB\"/><subject qcode=\"medtop:1\"><name>weather</name></subject><subject "
           "qcode=\"medtop:2\"/><description role=\"drol:summary\">Wet.</description>",
           kXhtml));
  REQUIRE(results.size() == 1);
  REQUIRE(results[0]);
  const Article& article = *results[0];
  CHECK(article.id == "urn:newsml:hpa.example:20140319:rain");
  CHECK(article.sent_version == 3);
  CHECK(article.title == "Rain over the harbour");
  CHECK(article.abstract == "Wet.");
  CHECK(article.text == "Rain fell.\n\nIt stopped.");
  CHECK(article.authors == std::vector<std::string>{"Ada Finch"});
  CHECK(article.source.name == "Harbour Press");
  CHECK(article.agency == "Reuters");
  CHECK(article.place == "Port Ellery");
  CHECK(article.language == "en");
  CHECK(article.tags == std::vector<std::string>{"weather"});
  REQUIRE(article.published);
  CHECK(to_iso(*article.published) == "2014-03-19T08:15:00Z");
  REQUIRE(article.updated);
  CHECK(to_iso(*article.updated) == "2014-03-19T09:00:00Z");
  REQUIRE(article.embargoed_until);
  CHECK(to_iso(*article.embargoed_until) == "2014-03-19T12:00:00Z");
  CHECK(article.status == ArticleStatus::Usable);
}

TEST_CASE("the text of an item is read out of each kind of content") {
  struct Case {
    std::string_view content;
    std::string_view text;
  };
  constexpr Case kCases[] = {
      {kXhtml, "Rain fell.\n\nIt stopped."},
      {"<inlineXML contenttype=\"application/nitf+xml\"><nitf "
       "xmlns=\"http://iptc.org/std/NITF/2006-10-18/\"><body><body.content><p>Rain fell.</p>"
       "</body.content></body></nitf></inlineXML>",
       "Rain fell."},
      {"<inlineData contenttype=\"text/plain\">Rain fell.\n\nIt stopped.</inlineData>",
       "Rain fell.\n\nIt stopped."},
      {"<inlineData contenttype=\"text/html\">&lt;p>Rain&lt;/p>&lt;p>fell.&lt;/p></inlineData>",
       "Rain\n\nfell."},
      {"<inlineData contenttype=\"text/plain\" encoding=\"e:base64\">UmFpbg==</inlineData>", ""},
      {"<remoteContent href=\"rain.jpg\" contenttype=\"image/jpeg\"/>", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.content);
    const auto results = read_g2(item("a", "", "<headline>Rain</headline>", row.content));
    REQUIRE(results.size() == 1);
    REQUIRE(results[0]);
    CHECK(results[0]->text == row.text);
  }
}

TEST_CASE("a message gives its texts, and pictures beside them are passed over") {
  const std::string message =
      "<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><header/><itemSet>\n"
      "<packageItem guid=\"p\"/>\n" +
      item("a", "<itemClass qcode=\"ninat:text\"/>", "<headline>One</headline>", kXhtml) + "\n" +
      item("b", "<itemClass qcode=\"ninat:picture\"/>", "<headline>Photo</headline>", "") + "\n" +
      item("c", "<itemClass qcode=\"ninat:text\"/>", "<headline>Two</headline>", kXhtml) + "\n";
  const auto whole = read_g2(message + "</itemSet></newsMessage>");
  REQUIRE(whole.size() == 2);
  CHECK(whole[0]->title == "One");
  CHECK(whole[1]->title == "Two");
  CHECK(whole[1]->provenance.line == 5);

  const auto cut = read_g2(message.substr(0, message.size() - 40));
  REQUIRE(cut.size() == 2);
  CHECK(cut[0]->title == "One");
  REQUIRE_FALSE(cut[1]);
  CHECK(cut[1].error().message.starts_with("not well-formed XML in line 5: "));
}

TEST_CASE("status and links of an item say what becomes of which article") {
  struct Case {
    std::string_view item_meta;
    std::string_view status;
    std::string_view other;
    std::string_view becomes;
  };
  constexpr Case kCases[] = {
      {"<pubStatus qcode=\"stat:canceled\"/>", "canceled", "", ""},
      {"<pubStatus qcode=\"stat:withheld\"/>", "withheld", "", ""},
      {"<pubStatus uri=\"http://cv.iptc.org/newscodes/pubstatusg2/canceled\"/>", "canceled", "",
       ""},
      {"<pubStatus qcode=\"stat:usable\"/><signal qcode=\"sig:correction\"/>", "corrected", "", ""},
      {"<pubStatus qcode=\"stat:usable\"/><link rel=\"irel:supersedes\" residref=\"old\"/>",
       "usable", "old", "corrected"},
      {"<pubStatus qcode=\"stat:usable\"/><link rel=\"irel:seeAlso\" residref=\"old\"/>", "usable",
       "", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.item_meta);
    auto results = read_g2(item("new", row.item_meta, "<headline>Rain</headline>", ""));
    REQUIRE(results.size() == 1);
    REQUIRE(results[0]);
    CHECK(to_string(results[0]->status) == row.status);
    CHECK((results[0]->acts_on ? results[0]->acts_on->id : "") == row.other);
    CHECK((results[0]->acts_on ? to_string(results[0]->acts_on->status) : "") == row.becomes);
  }
  // A kill may be empty, and its record keeps what it says.
  auto kill = read_g2(item("urn:x:1", "<pubStatus qcode=\"stat:canceled\"/>", "", ""));
  REQUIRE(kill.size() == 1);
  REQUIRE(kill[0]);
  const auto whole = complete(*std::move(kill[0]));
  REQUIRE(whole);
  const auto stored = from_json_line(to_json_line(*whole));
  REQUIRE(stored);
  CHECK(stored->status == ArticleStatus::Canceled);
  CHECK(stored->sent_version == 3);
}

TEST_CASE("items of NewsML-G2 without an article in them are refused with a reason") {
  struct Case {
    std::string xml;
    std::string_view reason;
  };
  const Case kCases[] = {
      {"<packageItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\"/>",
       "a <packageItem> of NewsML-G2 names articles or things and holds no text"},
      {item("a", "<itemClass qcode=\"ninat:video\"/>", "<headline>Film</headline>", ""),
       "the news item is of class ninat:video and no text"},
      {item("a", "", "", ""), "the news item has neither a headline nor a text"},
      {"<newsMessage><itemSet/></newsMessage>", "the <newsMessage> holds no news item"},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.xml);
    const auto results = read_g2(row.xml);
    REQUIRE(results.size() == 1);
    REQUIRE_FALSE(results[0]);
    CHECK(results[0].error().message == row.reason);
  }
}

std::string newsml1(std::string_view management, std::string_view components) {
  return "\n\n<NewsML Version=\"1.2\"><NewsEnvelope><SentFrom><Party FormalName=\"Harbour Press\"/>"
         "</SentFrom></NewsEnvelope><NewsItem><Identification><NewsIdentifier><ProviderId>"
         "hpa.example</ProviderId><DateId>20140319</DateId><NewsItemId>rain</NewsItemId>"
         "<RevisionId PreviousRevision=\"1\" Update=\"N\">2</RevisionId></NewsIdentifier>"
         "</Identification><NewsManagement><FirstCreated>20140319T081500+0000</FirstCreated>"
         "<ThisRevisionCreated>20140319T090000+0000</ThisRevisionCreated>" +
         std::string(management) + "</NewsManagement>" + std::string(components) +
         "</NewsItem></NewsML>";
}

TEST_CASE("the place of an item is its name, a literal, or a city as its code") {
  struct Case {
    std::string_view located;
    std::string_view place;
  };
  constexpr Case kCases[] = {
      {"<located qcode=\"geo:1\"><name>Port Ellery, Kent</name></located>", "Port Ellery"},
      {"<located literal=\"Port Ellery\"/>", "Port Ellery"},
      {"<located qcode=\"city:Ellery\"><broader qcode=\"cntry:UK\"/></located>", "Ellery"},
      {"<located qcode=\"city:345678\"/>", ""},
      {"<located qcode=\"geoloc:NYC\"/>", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.located);
    const auto results =
        read_g2(item("g", "", std::string(row.located) + "<headline>Rain</headline>", kXhtml));
    REQUIRE(results.size() == 1);
    REQUIRE(results[0]);
    CHECK(results[0]->place == row.place);
  }
}

TEST_CASE("genres of NewsML-G2 and NewsML 1.2 say what kind of story it is") {
  struct Case {
    std::string_view genres;
    std::string_view type;
  };
  constexpr Case kCases[] = {
      {"<genre qcode=\"genre:interview\"><name>Gespräch</name></genre>", "interview"},
      {"<genre uri=\"http://cv.iptc.org/newscodes/genre/Fact_Check\"/>", "factcheck"},
      {"<genre qcode=\"g:17\"><name>Press Release</name></genre>", "release"},
      {"<genre qcode=\"genre:Current\"/><genre literal=\"Opinion\"/>", "opinion"},
      {"<genre qcode=\"dclass:event-summary\"/>", ""},
      {"<subject qcode=\"medtop:1\"><name>Opinion</name></subject>", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.genres);
    const auto results =
        read_g2(item("g", "", std::string(row.genres) + "<headline>Rain</headline>", kXhtml));
    REQUIRE(results.size() == 1);
    REQUIRE(results[0]);
    CHECK(results[0]->type == row.type);
  }
  constexpr Case kOlder[] = {
      {"<Genre FormalName=\"Current\"/><Genre FormalName=\"Release\"/>", "release"},
      {"<Genre FormalName=\"Sport\"/>", ""}};
  for (const Case& row : kOlder) {
    CAPTURE(row.genres);
    const auto results =
        read(Format::NewsMl,
             newsml1("",
                     "<NewsComponent><NewsLines><HeadLine>Rain</HeadLine></NewsLines>"
                     "<DescriptiveMetadata>" +
                         std::string(row.genres) + "</DescriptiveMetadata></NewsComponent>"));
    REQUIRE(results.size() == 1);
    REQUIRE(results[0]);
    CHECK(results[0]->type == row.type);
  }
}

TEST_CASE("an item of NewsML 1.2 gives the body among its components") {
  const auto results = read(
      Format::NewsMl,
      newsml1("<Status FormalName=\"Usable\"/>",
              "<NewsComponent><NewsLines><HeadLine>Rain</HeadLine><ByLine>By Ada Finch</ByLine>"
              "<DateLine>PORT ELLERY, Kent</DateLine><KeywordLine>rain, ships</KeywordLine>"
              "</NewsLines><DescriptiveMetadata><Language FormalName=\"en\"/></DescriptiveMetadata>"
              "<NewsComponent><Role FormalName=\"StyleSheet\"/><ContentItem><DataContent>p {}"
              "</DataContent></ContentItem></NewsComponent><NewsComponent><Role "
              "FormalName=\"SubHeadLine\"/><ContentItem><DataContent><ul><li>Wet from the pier to "
              "the market</li><li>Very "
              "wet</li></ul></DataContent>"
              "</ContentItem></NewsComponent><NewsComponent><Role FormalName=\"Body\"/>"
              "<ContentItem><MimeType FormalName=\"text/xhtml\"/><DataContent><html "
              "xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>Rain fell.</p><p>It stopped.</p>"
              "</body></html></DataContent></ContentItem></NewsComponent></NewsComponent>"));
  REQUIRE(results.size() == 1);
  REQUIRE(results[0]);
  const Article& article = *results[0];
  CHECK(article.id == "urn:newsml:hpa.example:20140319:rain");
  CHECK(article.sent_version == 2);
  CHECK(article.title == "Rain");
  CHECK(article.subtitle == "Wet from the pier to the market; Very wet");
  CHECK(article.text == "Rain fell.\n\nIt stopped.");
  CHECK(article.authors == std::vector<std::string>{"Ada Finch"});
  CHECK(article.place == "Port Ellery");
  CHECK(article.source.name == "Harbour Press");
  CHECK(article.tags == std::vector<std::string>{"rain", "ships"});
  REQUIRE(article.published);
  CHECK(to_iso(*article.published) == "2014-03-19T08:15:00Z");
}

TEST_CASE("status and instructions of NewsML 1.2 become the article's") {
  struct Case {
    std::string_view management;
    std::string_view status;
    std::string_view embargo;
  };
  constexpr Case kCases[] = {
      {"<Status FormalName=\"Usable\"/>", "usable", ""},
      {"<Status FormalName=\"Canceled\"/>", "canceled", ""},
      {"<Status FormalName=\"Withheld\"/>", "withheld", ""},
      {"<Status FormalName=\"Usable\"/><Instruction FormalName=\"Correction\"/>", "corrected", ""},
      {"<Status FormalName=\"Embargoed\"/><StatusWillChange><FutureStatus FormalName=\"Usable\"/>"
       "<DateAndTime>20140320T120000Z</DateAndTime></StatusWillChange>",
       "withheld", "2014-03-20T12:00:00Z"},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.management);
    const auto results = read(
        Format::NewsMl, newsml1(row.management,
                                "<NewsComponent><ContentItem><DataContent>Rain fell on the pier."
                                "</DataContent></ContentItem></NewsComponent>"));
    REQUIRE(results.size() == 1);
    REQUIRE(results[0]);
    CHECK(results[0]->text == "Rain fell on the pier.");
    CHECK(to_string(results[0]->status) == row.status);
    CHECK((results[0]->embargoed_until ? to_iso(*results[0]->embargoed_until) : "") == row.embargo);
  }
  const auto none = read(Format::NewsMl, "<NewsML></NewsML>");
  REQUIRE(none.size() == 1);
  CHECK(none[0].error().message == "the <NewsML> document holds no <NewsItem>");
}

}  // namespace
}  // namespace backfile
