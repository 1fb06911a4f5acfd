// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "common/article_json.h"
#include "indexer/format/feed_item.h"
#include "indexer/format/format.h"

namespace backfile {
namespace {

std::vector<Result<Article>> read(std::string_view bytes, Format format = Format::Feed,
                                  std::string_view url = {}) {
  RawDocument document;
  document.bytes = bytes;
  document.url = url;
  REQUIRE(recognise(document) == format);
  return std::move(parse(format, document).results());
}

std::string rss(std::string_view items) {
  return "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" "
         "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
         "xmlns:media=\"http://search.yahoo.com/mrss/\" "
         "xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel><title>Harbour Lantern</title>"
         "<atom:link rel=\"self\" href=\"https://lantern.example/feed\"/>"
         "<link>https://lantern.example/</link><language>en-gb</language>"
         "<lastBuildDate>Wed, 19 Mar 2014 12:00:00 GMT</lastBuildDate>\n" +
         std::string(items) + "</channel></rss>";
}

TEST_CASE("items of RSS 2.0, RSS 1.0, Atom and JSON Feed read alike") {
  struct Case {
    std::string bytes;
    Format format;
  };
  const Case kCases[] = {
      {rss("<item><title>Rain &amp;amp; wind</title><link>https://lantern.example/rain?utm_source="
           "rss</link><guid isPermaLink=\"false\">4711</guid><dc:creator><![CDATA[Ada Finch & Bob "
           "Roe]]></dc:creator><pubDate>Wed, 19 Mar 2014 08:15:00 GMT</pubDate><category>Harbour"
           "</category><description>Wet. &lt;a href=\"x\"&gt;Read more&lt;/a&gt;</description>"
           "<content:encoded><![CDATA[<p>Rain <b>fell</b>.</p><figure><img src=\"i\"><figcaption>A "
           "pier.</figcaption></figure><p>It stopped.</p><p>The post <a href=\"#\">Rain</a> "
           "appeared first on <a href=\"/\">Harbour Lantern</a>.</p>]]></content:encoded>"
           "<media:content url=\"i\"><media:description>Caption.</media:description>"
           "</media:content></item>"),
       Format::Feed},
      {"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
       "xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
       "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Harbour Lantern"
       "</title><link>https://lantern.example/</link><dc:language>en</dc:language></channel><item "
       "rdf:about=\"https://lantern.example/rain\"><title>Rain &amp; wind</title><dc:date>"
       "2014-03-19T08:15:00Z</dc:date><dc:creator>Ada Finch and Bob Roe</dc:creator><dc:subject>"
       "Harbour</dc:subject><description>Wet.</description><content:encoded>&lt;p&gt;Rain fell."
       "&lt;/p&gt;&lt;p&gt;It stopped.&lt;/p&gt;</content:encoded></item></rdf:RDF>",
       Format::Feed},
      {"<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\" "
       "xml:base=\"https://lantern.example/\"><title>Harbour Lantern</title><entry><title "
       "type=\"html\">Rain &amp;amp; wind</title><link rel=\"enclosure\" href=\"/a.mp3\"/><link "
       "href=\"/rain\"/><id>tag:lantern.example,2014:1</id><published>2014-03-19T08:15:00Z"
       "</published><author><name>Ada Finch</name></author><author><name>Bob Roe</name></author>"
       "<category term=\"h\" label=\"Harbour\"/><summary>Wet.</summary><content "
       "type=\"xhtml\"><div "
       "xmlns=\"http://www.w3.org/1999/xhtml\"><p>Rain fell.</p><p>It stopped.</p></div></content>"
       "</entry></feed>",
       Format::Feed},
      {R"({"version":"https://jsonfeed.org/version/1.1","title":"Harbour Lantern","language":"en",)"
       R"("home_page_url":"https://lantern.example/","items":[{"id":"1","url":)"
       R"("https://lantern.example/rain","title":"Rain & wind","summary":"Wet.","content_html":)"
       R"("<p>Rain fell.</p><p>It stopped.</p>","date_published":"2014-03-19T08:15:00Z",)"
       R"("authors":[{"name":"Ada Finch"},{"name":"Bob Roe"}],"tags":["Harbour"]}]})",
       Format::JsonFeed},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.bytes);
    const auto results = read(row.bytes, row.format);
    REQUIRE(results.size() == 1);
    REQUIRE(results[0]);
    const Article& article = *results[0];
    CHECK(article.id == "");
    CHECK(article.url.starts_with("https://lantern.example/rain"));
    CHECK(article.title == "Rain & wind");
    CHECK(article.abstract == "Wet.");
    CHECK(article.text == "Rain fell.\n\nIt stopped.");
    CHECK(article.authors == std::vector<std::string>{"Ada Finch", "Bob Roe"});
    CHECK(article.source.name == "Harbour Lantern");
    CHECK(article.source.domain == "lantern.example");
    CHECK(article.section == "Harbour");
    CHECK(article.language == "en");
    REQUIRE(article.published);
    CHECK(to_iso(*article.published) == "2014-03-19T08:15:00Z");
  }
}

TEST_CASE("only a category that calls itself a genre is the type of an item") {
  struct Case {
    std::string_view item;
    std::string_view type;
  };
  constexpr Case kCases[] = {
      {"<category domain=\"http://cv.iptc.org/newscodes/genre/\">Review</category>", "review"},
      {"<category domain=\"https://lantern.example/type_of_material\">Op-Ed</category>", "opinion"},
      {"<category>Sport</category><dc:type>Interview</dc:type>", "interview"},
      {"<category>Opinion</category>", ""},
      {"<category domain=\"https://lantern.example/tags\">Opinion</category>", ""},
      {"<dc:type>Text</dc:type>", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.item);
    const auto results = read(rss("<item><title>Rain</title>" + std::string(row.item) + "</item>"));
    REQUIRE(results.size() == 1);
    REQUIRE(results[0]);
    CHECK(results[0]->type == row.type);
  }
  const auto atom = read(
      "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>Rain</title><category "
      "scheme=\"https://lantern.example/genre\" term=\"letter\"/></entry></feed>");
  REQUIRE(atom.size() == 1);
  REQUIRE(atom[0]);
  CHECK(atom[0]->type == "letter");
}

TEST_CASE("addresses, dates and names of items are read as feeds in the wild write them") {
  struct Case {
    std::string_view item;
    std::string_view url;
    std::string_view id;
    std::string_view published;
    std::string_view author;
  };
  constexpr Case kCases[] = {
      {"<guid>https://lantern.example/a</guid>", "https://lantern.example/a", "", "", ""},
      {"<guid isPermaLink=\"false\">https://lantern.example/a</guid>", "",
       "https://lantern.example/a", "", ""},
      {"<guid>17</guid>", "", "17", "", ""},
      {"<link/><atom:link href=\"/b\"/>", "https://lantern.example/b", "", "", ""},
      {"<link>c/d?e=1</link>", "https://lantern.example/c/d?e=1", "", "", ""},
      {"<link>//other.example/x</link>", "https://other.example/x", "", "", ""},
      {"<link>javascript:x()</link><guid>9</guid>", "", "9", "", ""},
      {"<pubdate>Wed,19 Mar 2014 4:35:5 GMT+9</pubdate>", "", "", "2014-03-19T04:35:05+09:00", ""},
      {"<pubDate>Sun, 19 Jan 2014 06:02:00 EST</pubDate>", "", "", "2014-01-19T06:02:00-05:00", ""},
      {"<pubDate>3 hours ago</pubDate>", "", "", "2014-03-19T09:00:00Z", ""},
      {"<pubDate>soon</pubDate>", "", "", "", ""},
      {"<author>ada@lantern.example (Ada Finch)</author>", "", "", "", "Ada Finch"},
      {"<author>HarbourLantern</author>", "", "", "", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.item);
    const auto results = read(rss("<item><title>Rain</title>" + std::string(row.item) + "</item>"));
    REQUIRE(results.size() == 1);
    REQUIRE(results[0]);
    CHECK(results[0]->url == row.url);
    CHECK(results[0]->id == row.id);
    CHECK((results[0]->published ? to_iso(*results[0]->published) : "") == row.published);
    CHECK((results[0]->authors.empty() ? "" : results[0]->authors[0]) == row.author);
  }
}

TEST_CASE("an item without a whole text gives its summary, and an aggregator's its paper") {
  const auto results =
      read(rss("<item><title>Rain - The Gull</title><source url=\"https://gull.example\">The Gull"
               "</source><description>&lt;p&gt;It rained.&lt;/p&gt; Continue reading</description>"
               "</item>"));
  REQUIRE(results.size() == 1);
  REQUIRE(results[0]);
  CHECK(results[0]->title == "Rain");
  CHECK(results[0]->text == "It rained.");
  CHECK(results[0]->abstract == "");
  CHECK(results[0]->source.name == "The Gull");
  CHECK(results[0]->source.domain == "gull.example");
}

TEST_CASE("a feed that breaks off gives its whole items and one reject") {
  const std::string feed = rss("<item><title>One</title></item>\n<item></item>\n<item><title>Two");
  const auto results = read(feed.substr(0, feed.size() - 20));
  REQUIRE(results.size() == 3);
  CHECK(results[0]->title == "One");
  CHECK(results[1].error().message ==
        "the item of the feed has neither a title nor a text, in line 5");
  CHECK(results[2].error().message.starts_with("not well-formed XML in line 6: "));

  const auto empty = read("<rss><channel/></rss>");
  REQUIRE(empty.size() == 1);
  CHECK(empty[0].error().message == "the feed has no items");
}

TEST_CASE("an entry that its feed takes back is canceled") {
  const auto results = read(
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:at=\"http://purl.org/atompub/tombstones/"
      "1.0\"><at:deleted-entry ref=\"https://lantern.example/rain\" "
      "when=\"2014-03-20T00:00:00Z\"/><at:deleted-entry ref=\"tag:x,2014:2\"/></feed>");
  REQUIRE(results.size() == 2);
  CHECK(results[0]->status == ArticleStatus::Canceled);
  CHECK(results[0]->url == "https://lantern.example/rain");
  CHECK(results[1]->status == ArticleStatus::Canceled);
  CHECK(results[1]->id == "tag:x,2014:2");
}

TEST_CASE("a feed of very many items is bounded, and says so") {
  std::string items;
  for (std::size_t i = 0; i < kMostErrors + 7; ++i) items += "<item/>";
  const auto results = read(rss(items + "<item><title>Rain</title></item>"));
  REQUIRE(results.size() == kMostErrors + 2);
  CHECK(results[kMostErrors]);
  CHECK(results.back().error().message.starts_with("7 more parts of the record were left out"));
}

TEST_CASE("a sitemap is refused with the number of its pages") {
  const auto results = read(
      "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><url><loc>https://"
      "lantern.example/rain</loc></url><url/></urlset>",
      Format::Sitemap);
  REQUIRE(results.size() == 1);
  CHECK(results[0].error().message ==
        "a sitemap names pages (2 here) and holds no articles; add the pages "
        "themselves, and name it with --sitemap to date them");
}

TEST_CASE("relative addresses and dates are resolved") {
  struct Address {
    std::string_view reference;
    std::string_view base;
    std::string_view url;
  };
  constexpr Address kAddresses[] = {
      {"https://a.example/x", "https://b.example/", "https://a.example/x"},
      {"x", "https://b.example", "https://b.example/x"},
      {"x", "https://b.example/c/d.xml?e", "https://b.example/c/x"},
      {"?p=1", "https://b.example/c", "https://b.example/c?p=1"},
      {"/x", "https://b.example/c/d", "https://b.example/x"},
      {"/x", "", ""},
      {"mailto:a@b", "https://b.example/", ""},
      {"", "https://b.example/", ""},
  };
  for (const Address& row : kAddresses) {
    CAPTURE(row.reference);
    CHECK(resolved_url(row.reference, row.base) == row.url);
  }
  struct Date {
    std::string_view text;
    std::string_view iso;
  };
  constexpr Date kDates[] = {
      {"5 minutes ago", "2014-03-19T11:55:00Z"},
      {"an hour ago", "2014-03-19T11:00:00Z"},
      {"2 days ago", "2014-03-17"},
      {"Yesterday", "2014-03-18"},
      {"today", "2014-03-19"},
      {"ago", ""},
      {"some time ago", ""},
      {"", ""},
  };
  const auto now = parse_date("2014-03-19T12:00:00Z");
  REQUIRE(now);
  for (const Date& row : kDates) {
    CAPTURE(row.text);
    const auto when = relative_date(row.text, *now);
    CHECK((when ? to_iso(*when) : "") == row.iso);
  }
}

}  // namespace
}  // namespace backfile
