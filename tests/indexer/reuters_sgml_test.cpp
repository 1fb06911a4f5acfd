// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "indexer/format/format.h"

namespace backfile {
namespace {

std::string story(std::string_view date, std::string_view text) {
  return "<REUTERS TOPICS=\"YES\" LEWISSPLIT=\"TRAIN\" OLDID=\"1\" NEWID=\"4711\">\n<DATE>" +
         std::string(date) +
         "</DATE>\n<TOPICS><D>tin</D><D>ship</D></TOPICS>\n<PLACES><D>bolivia</D></PLACES>\n"
         "<PEOPLE></PEOPLE>\n<UNKNOWN>&#5;&#5;&#5;C T\n&#22;&#22;&#1;f0704&#31;reute</UNKNOWN>\n" +
         std::string(text) + "\n</REUTERS>\n";
}

Result<Article> read(const std::string& bytes) {
  RawDocument document;
  document.bytes = bytes;
  document.provenance.offset = 99;
  return parse_reuters(document);
}

constexpr std::string_view kDate = "26-FEB-1987 15:01:01.79";

TEST_CASE("a marked-up story gives each part, with its wrapped lines joined to paragraphs") {
  const auto article = read(story(
      kDate,
      "<TEXT>&#2;\n<TITLE>TIN AND SHIPS &lt;TNS> UP</TITLE>\n"
      "<AUTHOR>    by Ada Finch, Reuters</AUTHOR>\n"
      "<DATELINE>    LA PAZ, Feb 26 - </DATELINE><BODY>Tin rose in the\nmorning and ships sailed.\n"
      "    The second paragraph has &lt;one> reference &amp; more\nthan one line.\n"
      " Jan.....1.2\n Feb.....1.3\n    Ch\xFCrner & Sons > all others.\n "
      "Reuter\n&#3;</BODY></TEXT>"));
  REQUIRE(article);
  CHECK(article->id == "reuters-4711");
  CHECK(article->title == "TIN AND SHIPS <TNS> UP");
  CHECK(article->text ==
        "Tin rose in the morning and ships sailed.\n\n"
        "The second paragraph has <one> reference & more than one line.\n"
        "Jan.....1.2\nFeb.....1.3\n\n"
        "Ch\u00FCrner & Sons > all others.");
  CHECK(article->authors == std::vector<std::string>{"Ada Finch"});
  CHECK(article->place == "La Paz");
  CHECK(article->agency == "Reuters");
  CHECK(article->source.id == "reuters");
  CHECK(article->source.name == "Reuters");
  CHECK(article->language == "en");
  CHECK(article->section == "");
  CHECK(article->tags == std::vector<std::string>{"tin", "ship", "bolivia"});
  REQUIRE(article->published);
  CHECK(to_iso(*article->published) == "1987-02-26T15:01:01");
  CHECK(article->date_source == "record");
  CHECK(article->provenance.reader == "reuters");
  CHECK(article->provenance.offset == 99);
}

TEST_CASE("sign-offs are removed in each of their forms and words of the story are not") {
  struct Case {
    std::string_view body;
    std::string_view text;
  };
  constexpr Case kCases[] = {
      {"It rained.\n REUTER\n&#3;", "It rained."},
      {"It rained.\nReuter\n&#3;", "It rained."},
      {"It rained.\n REUTER...\n \n&#3;", "It rained."},
      {"It rained.\n Reuters\n&#3;", "It rained."},
      {"It rained. REUTER\n&#3;", "It rained."},
      {"It rained (33.7).        REUTER\n&#3;", "It rained (33.7)."},
      {"It rained, he told\nReuters.\n&#3;", "It rained, he told Reuters."},
      {"The Reuter service\nis old.\n&#3;", "The Reuter service is old."},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.body);
    const auto article = read(story(kDate,
                                    "<TEXT>&#2;\n<TITLE>RAIN</TITLE>\n<DATELINE> ROME, Feb 1 - "
                                    "</DATELINE><BODY>" +
                                        std::string(row.body) + "</BODY></TEXT>"));
    REQUIRE(article);
    CHECK(article->text == row.text);
  }
}

TEST_CASE("briefs and unprocessed stories give the whole of their text") {
  const auto brief = read(story(kDate,
                                "<TEXT TYPE=\"BRIEF\">&#2;\n******<TITLE>TIN PRICE UP\n"
                                "</TITLE>Blah blah.\n&#3;\n\n</TEXT>"));
  REQUIRE(brief);
  CHECK(brief->title == "TIN PRICE UP");
  CHECK(brief->text == "Blah blah.");

  const auto raw = read(story(kDate,
                              "<TEXT TYPE=\"UNPROC\">&#2;\nTIN REPORT - FEB 26\n"
                              " Stocks.......644\n Sales......12\n     \n Total.....9\n Reuter\n"
                              "&#3;\n\n</TEXT>"));
  REQUIRE(raw);
  CHECK(raw->title == "");
  CHECK(raw->text == "TIN REPORT - FEB 26\nStocks.......644\nSales......12\n\nTotal.....9");
}

TEST_CASE("dates with blanks and remarks are read as far as they can be trusted") {
  struct Case {
    std::string_view date;
    std::string_view iso;
  };
  constexpr Case kCases[] = {
      {" 3-MAR-1987 09:15:05.40", "1987-03-03T09:15:05"},
      {"3-MAR-1987  09:15:05.40", "1987-03-03T09:15:05"},
      {"27-MAR-1987 00:02:59.13&#5;&#5;&#5;RM", "1987-03-27T00:02:59"},
      {"9-APR-1987 00:00:00.00    # date added as guesswork", "1987-04-09"},
      {"31-MAR-1987 605:12:19.12", "1987-03-31"},
      {"", ""},
      {"yesterday", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.date);
    const auto article = read(story(row.date, "<TEXT>&#2;\n<TITLE>RAIN</TITLE>\n</TEXT>"));
    REQUIRE(article);
    CHECK((article->published ? to_iso(*article->published) : "") == row.iso);
    CHECK(article->date_source == (row.iso.empty() ? "" : "record"));
  }
}

TEST_CASE("the place is what stands before the comma of the dateline") {
  struct Case {
    std::string_view line;
    std::string_view place;
  };
  constexpr Case kCases[] = {
      {"    SALVADOR, Feb 26 - ", "Salvador"},
      {"    NEW YORK, Feb 26 -\n", "New York"},
      {"    ****RIO DE JANEIRO, March 5 - ", "Rio de Janeiro"},
      {"    NEWPORT NEWS, Va., March 2 - ", "Newport News"},
      {"    Mexico city, march 18 - ", "Mexico City"},
      {" us        7.8015 - ", ""},
      {"    ", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.line);
    const auto article =
        read(story(kDate, "<TEXT>&#2;\n<TITLE>RAIN</TITLE>\n<DATELINE>" + std::string(row.line) +
                              "</DATELINE><BODY>It rains.</BODY></TEXT>"));
    REQUIRE(article);
    CHECK(article->place == row.place);
  }
}

TEST_CASE("an empty story is named by its number, and a broken element is refused") {
  const auto empty = read(story(kDate, "<TEXT TYPE=\"UNPROC\">&#2;\n&#3;\n\n</TEXT>"));
  REQUIRE(empty);
  CHECK(empty->title == "4711");
  CHECK(empty->text == "");

  struct Case {
    std::string bytes;
    std::string_view reason;
  };
  const Case kCases[] = {
      {"<REUTERS NEWID=\"1\"><TEXT>cut",
       "Not a whole <REUTERS> element: its start or its </REUTERS> is missing."},
      {"no story", "Not a whole <REUTERS> element: its start or its </REUTERS> is missing."},
      {"<REUTERS NEWID=\"1\"></REUTERS>", "The <REUTERS> element has no <TEXT>."},
      {"<REUTERS><TEXT> </TEXT></REUTERS>", "The <REUTERS> element has neither text nor a NEWID."},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.bytes);
    const auto article = read(row.bytes);
    REQUIRE_FALSE(article);
    CHECK(article.error().code == ErrorCode::BadRecord);
    CHECK(article.error().message == row.reason);
  }
}

}  // namespace
}  // namespace backfile
