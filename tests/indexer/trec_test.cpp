// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "indexer/format/format.h"
#include "indexer/format/trec_date.h"

namespace backfile {
namespace {

std::vector<Result<Article>> read(std::string_view bytes) {
  RawDocument document;
  document.bytes = bytes;
  REQUIRE(recognise(document) == Format::Trec);
  return std::move(parse_trec(document).results());
}

TEST_CASE("each collection names its fields in its own way, and all are read") {
  struct Case {
    std::string_view doc;
    std::string_view id;
    std::string_view title;
    std::string_view text;
    std::string_view published;
    std::string_view source;
    std::string_view author;
    std::string_view place;
    std::string_view section;
  };
  constexpr Case kCases[] = {
      {"<DOC>\n<DOCNO> AP880212-0001 </DOCNO>\n<FILEID>AP-NR-02-12-88 2344EST</FILEID>\n"
       "<HEAD>Rain Falls on Harbour</HEAD>\n<BYLINE>By ADA FINCH</BYLINE>\n"
       "<DATELINE>PORT ELLERY, Kent (AP) </DATELINE>\n<TEXT>\n   Rain fell &amp; stopped.\n"
       "AT&T said 3 < 4.\n   It stopped.\n</TEXT>\n</DOC>",
       "AP880212-0001", "Rain Falls on Harbour",
       "Rain fell & stopped. AT&T said 3 < 4.\n\nIt stopped.", "1988-02-12T23:44:00-05:00",
       "Associated Press", "Ada Finch", "Port Ellery", ""},
      {"<DOC>\n<DOCNO>\nWSJ870324-0001\n</DOCNO>\n<HL>\n   Rain Costs\n</HL>\n<DATE>\n03/24/87\n"
       "</DATE>\n<SO>\nWALL STREET JOURNAL (J), PAGE -16\n</SO>\n<IN>\nSHIPPING (SHP)\nPORTS; "
       "ISLANDS\n</IN>\n<LP>\n   Rain cost\n   much.\n"
       "</LP>\n<TEXT>\n   More was lost.\n</TEXT>\n</DOC>",
       "WSJ870324-0001", "Rain Costs", "Rain cost much.\n\nMore was lost.", "1987-03-24",
       "The Wall Street Journal", "", "", ""},
      {"<DOC>\n<DOCNO>FT911-3</DOCNO>\n<DATE>910514\n</DATE>\n<HEADLINE>\nFT  14 MAY 91 / World "
       "News: Rain in Kent\n</HEADLINE>\n<BYLINE>\n   By ADA FINCH\n</BYLINE>\n<DATELINE>\n   "
       "KENT\n</DATELINE>\n<TEXT>\nRain fell.\n</TEXT>\n<PUB>The Financial Times\n</PUB></DOC>",
       "FT911-3", "Rain in Kent", "Rain fell.", "1991-05-14", "The Financial Times", "Ada Finch",
       "Kent", "World News"},
      {"<DOC>\n<DOCNO> LA010189-0001 </DOCNO>\n<DATE>\n<P>\nJanuary 1, 1989, Sunday, Home Edition\n"
       "</P>\n</DATE>\n<SECTION>\n<P>\nMetro; Page "
       "1\n</P>\n</SECTION>\n<HEADLINE>\n<P>\nRAIN\n</P>\n"
       "</HEADLINE>\n<TEXT>\n<P>\nRain\nfell.\n</P>\n<P>\nIt stopped.\n</P>\n</TEXT>\n</DOC>",
       "LA010189-0001", "RAIN", "Rain fell.\n\nIt stopped.", "1989-01-01", "Los Angeles Times", "",
       "", "Metro"},
      {"<DOC>\n<DOCNO> FBIS3-1 </DOCNO>\n<HEADER>\n<DATE1>  1 March 1994 </DATE1>\n<H3> <TI>  Rain "
       "Reported </TI></H3>\n</HEADER>\n<TEXT>\nLanguage: <F P=105> English </F>\n\n  Rain fell.\n"
       "</TEXT>\n<TEXT>\nMore.\n</TEXT>\n</DOC>",
       "FBIS3-1", "Rain Reported", "Language: English\n\nRain fell.\n\nMore.", "1994-03-01",
       "Foreign Broadcast Information Service", "", "", ""},
      {"<DOC id=\"NYT_ENG_19940701.0001\" type=\"story\" >\n<HEADLINE>\nRain\n</HEADLINE>\n"
       "<DATELINE>\nPORT ELLERY, July 1 (AP)\n</DATELINE>\n<TEXT>\n<P>\nRain fell.\n</P>\n</TEXT>\n"
       "</DOC>",
       "NYT_ENG_19940701.0001", "Rain", "Rain fell.", "1994-07-01", "The New York Times", "",
       "Port Ellery", ""},
      {"<DOC>\n<DOCNO> XIE19960101.0001 </DOCNO>\n<DATE_TIME> 1996-01-01 </DATE_TIME>\n<BODY>\n"
       "<HEADLINE> Rain </HEADLINE>\n<TEXT>\n<P> Rain fell. </P>\n</TEXT>\n</BODY>\n</DOC>",
       "XIE19960101.0001", "Rain", "Rain fell.", "1996-01-01", "Xinhua", "", "", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.doc);
    const auto results = read(row.doc);
    REQUIRE(results.size() == 1);
    REQUIRE(results[0]);
    const Article& article = *results[0];
    CHECK(article.id == row.id);
    CHECK(article.title == row.title);
    CHECK(article.text == row.text);
    CHECK((article.published ? to_iso(*article.published) : "") == row.published);
    CHECK(article.source.name == row.source);
    CHECK((article.authors.empty() ? "" : article.authors[0]) == row.author);
    CHECK(article.place == row.place);
    CHECK(article.section == row.section);
  }
}

TEST_CASE("subjects become tags without their codes") {
  const auto results = read(
      "<DOC>\n<HL> Rain </HL>\n<IN>\nSHIPPING LINES OF THE NORTH (SHP)\nPORTS; ISLANDS &amp; "
      "PIERS\n"
      "</IN>\n<SUBJECT>\n<P>\nRAIN\n</P>\n</SUBJECT></DOC>");
  REQUIRE(results.size() == 1);
  REQUIRE(results[0]);
  CHECK(results[0]->tags == std::vector<std::string>{"SHIPPING LINES OF THE NORTH", "PORTS",
                                                     "ISLANDS & PIERS", "RAIN"});
}

TEST_CASE("documents without an end or without words are refused, and the others are read") {
  const auto results = read(
      "<DOC>\n<DOCNO> A-1 </DOCNO>\n<DOC>\n<DOCNO> A-2 </DOCNO>\n<TEXT>Rain fell.</TEXT>\n</DOC>\n"
      "<DOC>\n<DOCNO> A-3 </DOCNO>\n</DOC>\n<DOC>\n<TEXT>cut");
  REQUIRE(results.size() == 4);
  CHECK(results[0].error().message == "the <DOC> in line 1 has no </DOC>");
  REQUIRE(results[1]);
  CHECK(results[1]->id == "A-2");
  CHECK(results[1]->provenance.line == 3);
  CHECK(results[2].error().message == "the <DOC> in line 7 has neither a headline nor a text");
  CHECK(results[3].error().message == "the <DOC> in line 10 has no </DOC>");
}

TEST_CASE("a web page in a collection is read as a page") {
  const auto results = read(
      "<DOC>\n<DOCNO> WEB-1 </DOCNO>\n<DOCHDR>\nhttps://lantern.example/rain 1.2.3.4\n</DOCHDR>\n"
      "<html><head><title>Rain over the harbour</title></head><body><article><h1>Rain over the "
      "harbour</h1><p>Rain fell on the harbour of Port Ellery all of Wednesday, said the harbour "
      "master, who had counted eleven ships at anchor.</p><p>It stopped in the evening, and the "
      "ferries sailed again as they had done for many years before.</p></article></body></html>\n"
      "</DOC>");
  REQUIRE(results.size() == 1);
  REQUIRE(results[0]);
  CHECK(results[0]->id == "WEB-1");
  CHECK(results[0]->url == "https://lantern.example/rain");
  CHECK(results[0]->title == "Rain over the harbour");
}

TEST_CASE("dates of collections are read in their fields, numbers and file names") {
  struct Case {
    std::optional<Timestamp> when;
    std::string_view iso;
  };
  const Case kCases[] = {
      {trec_date("910514"), "1991-05-14"},
      {trec_date(" 01/30/86 "), "1986-01-30"},
      {trec_date("January 1, 1989, Sunday, Home Edition"), "1989-01-01"},
      {trec_date("911399"), ""},
      {trec_date("soon"), ""},
      {date_in_docno("SJMN91-06001001"), ""},
      {date_in_docno("AP880212-0001"), "1988-02-12"},
      {date_in_docno("LA123190-0001"), "1990-12-31"},
      {date_in_docno("APW19980601.0003"), "1998-06-01"},
      {date_in_docno("880212"), ""},
      {date_in_fileid("AP-NR-02-12-88 2344EST"), "1988-02-12T23:44:00-05:00"},
      {date_in_fileid("AP-NR-02-12-88"), ""},
      {date_in_fileid("FILEID 1"), ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.iso);
    CHECK((row.when ? to_iso(*row.when) : "") == row.iso);
  }
}

TEST_CASE("a story of RCV1 gives each part") {
  RawDocument document;
  document.bytes =
      "<?xml version=\"1.0\" encoding=\"iso-8859-1\" ?>\n<newsitem itemid=\"2286\" "
      "date=\"1996-08-20\" xml:lang=\"en\"><title>UK: Rain in caf\xE9s.</title><headline>Rain in "
      "caf\xE9s.</headline><byline>Ada Finch</byline><dateline>PORT ELLERY 1996-08-20</dateline>"
      "<text><p>Rain fell &amp; stopped.</p><p>It was wet.</p></text><metadata><codes "
      "class=\"bip:topics:1.0\"><code code=\"GWEA\"/></codes><dc element=\"dc.date.published\" "
      "value=\"1996-08-20\"/></metadata></newsitem>";
  REQUIRE(recognise(document) == Format::Rcv1);
  const auto article = parse_rcv1(document);
  REQUIRE(article);
  CHECK(article->id == "rcv1-2286");
  CHECK(article->title == "Rain in cafés.");
  CHECK(article->text == "Rain fell & stopped.\n\nIt was wet.");
  CHECK(article->authors == std::vector<std::string>{"Ada Finch"});
  CHECK(article->place == "Port Ellery");
  CHECK(article->agency == "Reuters");
  CHECK(article->tags == std::vector<std::string>{"GWEA"});
  REQUIRE(article->published);
  CHECK(to_iso(*article->published) == "1996-08-20");

  document.bytes = "<newsitem><title>UK: Rain.</title></newsitem>";
  CHECK(parse_rcv1(document)->title == "Rain.");
  document.bytes = "<newsitem><text><p>Rain";
  CHECK(parse_rcv1(document).error().message.starts_with("not well-formed XML in line 1: "));
}

}  // namespace
}  // namespace backfile
