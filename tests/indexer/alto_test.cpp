// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/alto.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "indexer/format/format.h"
#include "indexer/format/issue_neighbours.h"
#include "tests/support/temporary_directory.h"

namespace backfile {
namespace {

std::string line(std::string_view strings) {
  return "<TextLine>" + std::string(strings) + "</TextLine>";
}

std::string word(std::string_view content) {
  return "<String CONTENT=\"" + std::string(content) + "\"/>";
}

std::string page(std::string_view blocks, std::string_view root = "<alto>") {
  return "<?xml version=\"1.0\"?>\n" + std::string(root) + "<Layout><Page ID=\"P\"><PrintSpace>" +
         std::string(blocks) + "</PrintSpace></Page></Layout></alto>";
}

void write(const std::string& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

std::vector<Result<Article>> read_file_at(const std::string& path) {
  RawDocument document;
  std::ifstream file(path, std::ios::binary);
  document.bytes.assign(std::istreambuf_iterator<char>(file), {});
  document.provenance.file = path;
  document.file_name = std::filesystem::path(path).filename();
  return std::move(parse(recognise(document), document).results());
}

TEST_CASE("words of a page are joined over lines and made whole where a line cut them") {
  struct Case {
    std::string lines;
    std::string_view text;
  };
  const Case kCases[] = {
      {line(word("Rain") + "<SP/>" + word("fell")) + line(word("today.")), "Rain fell today."},
      {line(word("Rain") + word("fell")), "Rain fell"},
      {line(word("1") + "<SP/>" + word("H") + "<String CONTENT=\"2\" STYLE=\"subscript\"/>" +
            word("O")),
       "1 H2O"},
      {line("<String CONTENT=\"har\" SUBS_TYPE=\"HypPart1\" SUBS_CONTENT=\"harbour,\"/><HYP "
            "CONTENT=\"-\"/>") +
           line("<String CONTENT=\"bour,\" SUBS_TYPE=\"HypPart2\" SUBS_CONTENT=\"harbour,\"/>" +
                word("wet")),
       "harbour, wet"},
      {line(word("har") + "<HYP CONTENT=\"-\"/>") + line(word("bour")), "harbour"},
      {line(word("har¬")) + line(word("bour") + word("wet")), "harbour wet"},
      {line(word("Port") + "<HYP CONTENT=\"-\"/>") + line(word("Ellery")), "Port-Ellery"},
      {line(word("a-")) + line(word("b")), "a- b"},
      {line("<String CONTENT=\"Rain\"><Glyph CONTENT=\"R\"><Variant CONTENT=\"B\"/></Glyph>"
            "</String>"),
       "Rain"},
      {line(word("3 &lt; 4 &amp; 5")), "3 < 4 & 5"},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.lines);
    for (const std::string_view root :
         {"<alto>", "<alto xmlns=\"http://schema.ccs-gmbh.com/ALTO\">",
          "<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v2#\">",
          "<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\">"}) {
      const auto read =
          AltoPage::parse(page("<TextBlock ID=\"B1\">" + row.lines + "</TextBlock>", root), {});
      REQUIRE(read);
      CHECK(read->text().text == row.text);
      CHECK(read->text("B1", "").text == row.text);
    }
  }
}

TEST_CASE("a range of words is found by the IDs of strings, lines and blocks") {
  const auto read = AltoPage::parse(
      page(
          "<TextBlock ID=\"B1\"><TextLine ID=\"L1\"><String ID=\"w1\" CONTENT=\"Rain\"/><String "
          "ID=\"w2\" CONTENT=\"fell.\"/></TextLine></TextBlock><ComposedBlock ID=\"C1\"><TextBlock "
          "ID=\"B2\"><TextLine><String ID=\"w3\" CONTENT=\"It\"/><String ID=\"w4\" "
          "CONTENT=\"stopped.\"/></TextLine></TextBlock></ComposedBlock>"),
      {});
  REQUIRE(read);
  CHECK(read->text("w2", "w3").text == "fell.\n\nIt");
  CHECK(read->text("w2", "").text == "fell.");
  CHECK(read->text("L1", "B2").text == "Rain fell.\n\nIt stopped.");
  CHECK(read->text("C1", "").text == "It stopped.");
  CHECK(read->text("P", "").text == "Rain fell.\n\nIt stopped.");
  CHECK(read->text("w9", "").text == "");
  CHECK(read->text("w1", "w9").text == "");
}

TEST_CASE("a page alone is one article with the date in its name") {
  RawDocument document;
  document.bytes = page("<TextBlock LANG=\"eng\">" + line(word("Rain")) + "</TextBlock>");
  struct Case {
    std::string_view file_name;
    std::string_view published;
  };
  constexpr Case kCases[] = {
      {"1858-12-07_01-00001.xml", "1858-12-07"},
      {"0002088_18321123_0001.xml", "1832-11-23"},
      {"page_0001.xml", ""},
      {"12345678901.xml", ""},
      {"99999999.xml", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.file_name);
    document.file_name = row.file_name;
    REQUIRE(recognise(document) == Format::Alto);
    const Parsed parsed = parse_alto(document);
    REQUIRE(parsed.results().size() == 1);
    REQUIRE(parsed.results()[0]);
    const Article& article = *parsed.results()[0];
    CHECK(article.text == "Rain");
    CHECK(article.language == "en");
    CHECK((article.published ? to_iso(*article.published) : "") == row.published);
  }
  document.bytes = page("");
  CHECK(parse_alto(document).results()[0].error().message == "the page has no words");
  document.bytes = "<alto><Layout>";
  CHECK(parse_alto(document).results()[0].error().message.starts_with("not well-formed XML"));
}

constexpr std::string_view kMets =
    "<mets:mets xmlns:mets=\"http://www.loc.gov/METS/\" xmlns:mods=\"http://www.loc.gov/mods/v3\" "
    "xmlns:xlink=\"http://www.w3.org/1999/xlink\">"
    "<mets:dmdSec ID=\"I\"><mets:mdWrap><mets:xmlData><mods:mods><mods:titleInfo><mods:title>The "
    "Harbour Lantern.</mods:title></mods:titleInfo><mods:originInfo><mods:dateIssued>1858-12-07"
    "</mods:dateIssued></mods:originInfo></mods:mods></mets:xmlData></mets:mdWrap></mets:dmdSec>"
    "<mets:dmdSec ID=\"A1\"><mets:mdWrap><mets:xmlData><mods:mods><mods:titleInfo><mods:nonSort>The"
    "</mods:nonSort><mods:title>Rain.</mods:title></mods:titleInfo><mods:name><mods:namePart "
    "type=\"family\">Finch</mods:namePart><mods:namePart type=\"given\">Ada</mods:namePart>"
    "</mods:name><mods:language><mods:languageTerm>en</mods:languageTerm></mods:language>"
    "</mods:mods></mets:xmlData></mets:mdWrap></mets:dmdSec><mets:fileSec><mets:fileGrp>"
    "<mets:file ID=\"F1\"><mets:FLocat xlink:href=\"file://./text/1.xml\"/></mets:file>"
    "<mets:file ID=\"F2\"><mets:FLocat xlink:href=\"text/2.xml\"/></mets:file></mets:fileGrp>"
    "</mets:fileSec>\n<mets:structMap TYPE=\"LOGICAL\"><mets:div TYPE=\"ISSUE\"><mets:div "
    "TYPE=\"SECTION\" LABEL=\"News\">\n<mets:div TYPE=\"ARTICLE\" ID=\"a1\" DMDID=\"A1\"><mets:div "
    "TYPE=\"TITLE\"><mets:fptr><mets:area FILEID=\"F1\" BEGIN=\"H1\"/></mets:fptr></mets:div>"
    "<mets:div TYPE=\"BODY\"><mets:div TYPE=\"TEXT\"><mets:fptr><mets:seq><mets:area FILEID=\"F1\" "
    "BEGIN=\"B1\"/><mets:area FILEID=\"F2\" BEGIN=\"B2\"/></mets:seq></mets:fptr></mets:div>"
    "<mets:div TYPE=\"TEXT\"><mets:fptr><mets:area FILEID=\"F2\" BEGIN=\"w5\" END=\"w6\"/>"
    "</mets:fptr></mets:div></mets:div></mets:div></mets:div>\n<mets:div TYPE=\"ARTICLE\" "
    "ID=\"a2\"/><mets:div TYPE=\"ADVERTISEMENT\" ID=\"ad\"><mets:fptr><mets:area FILEID=\"F1\" "
    "BEGIN=\"B1\"/></mets:fptr></mets:div></mets:div></mets:structMap><mets:structMap "
    "TYPE=\"PHYSICAL\"><mets:div TYPE=\"page\"><mets:div ID=\"p1\" LABEL=\"Headline\"><mets:fptr>"
    "<mets:area FILEID=\"F1\" COORDS=\"1,2,3,4\"/></mets:fptr><mets:fptr><mets:area FILEID=\"F2\" "
    "BEGIN=\"H3\"/></mets:fptr></mets:div><mets:div ID=\"p2\" LABEL=\"Textblock\"><mets:fptr>"
    "<mets:area FILEID=\"F2\" BEGIN=\"B3\"/></mets:fptr></mets:div></mets:div></mets:structMap>"
    "<mets:structLink><mets:smLinkGrp><mets:smLocatorLink xlink:href=\"#a2\"/><mets:smLocatorLink "
    "xlink:href=\"#p1\"/><mets:smLocatorLink xlink:href=\"#p2\"/></mets:smLinkGrp>"
    "</mets:structLink></mets:mets>";

void write_issue(const std::string& folder) {
  std::filesystem::create_directory(folder + "/text");
  write(folder + "/lantern_mets.xml", kMets);
  write(folder + "/text/1.xml",
        page("<TextBlock ID=\"H1\">" + line(word("RAIN.")) + "</TextBlock><TextBlock ID=\"B1\">" +
             line(word("Rain") + word("in") +
                  "<String CONTENT=\"har\" SUBS_TYPE=\"HypPart1\" SUBS_CONTENT=\"harbour\"/>") +
             "</TextBlock>"));
  write(folder + "/text/2.xml",
        page("<TextBlock ID=\"B2\">" +
             line("<String CONTENT=\"bour\" SUBS_TYPE=\"HypPart2\" SUBS_CONTENT=\"harbour\"/>" +
                  word("towns.")) +
             "</TextBlock><TextBlock>" +
             line("<String ID=\"w5\" CONTENT=\"It\"/><String ID=\"w6\" CONTENT=\"stopped.\"/>" +
                  word("Not")) +
             "</TextBlock><TextBlock ID=\"H3\">" + line(word("SHIPS")) +
             "</TextBlock><TextBlock ID=\"B3\">" + line(word("Two") + word("came.")) +
             "</TextBlock>"));
}

TEST_CASE("an issue in METS gives its articles over pages, and its pages nothing more") {
  const TemporaryDirectory folder;
  write_issue(folder.path());
  const auto results = read_file_at(folder.path() + "/lantern_mets.xml");
  REQUIRE(results.size() == 2);
  REQUIRE(results[0]);
  const Article& rain = *results[0];
  CHECK(rain.id == "lantern#a1");
  CHECK(rain.title == "The Rain.");
  CHECK(rain.text == "Rain in harbour towns.\n\nIt stopped.");
  CHECK(rain.authors == std::vector<std::string>{"Ada Finch"});
  CHECK(rain.section == "News");
  CHECK(rain.source.name == "The Harbour Lantern");
  CHECK(rain.language == "en");
  REQUIRE(rain.published);
  CHECK(to_iso(*rain.published) == "1858-12-07");
  CHECK(rain.provenance.line == 3);
  REQUIRE(results[1]);
  CHECK(results[1]->title == "SHIPS");
  CHECK(results[1]->text == "Two came.");

  CHECK(read_file_at(folder.path() + "/text/1.xml").empty());
  CHECK(read_file_at(folder.path() + "/text/2.xml").empty());
}

TEST_CASE("the type of a division in METS is the article's where it says one") {
  struct Case {
    std::string_view division;
    std::string_view type;
  };
  constexpr Case kCases[] = {{"ARTICLE", ""},
                             {"LETTER", "letter"},
                             {"Editorial", "editorial"},
                             {"OBITUARY", "obituary"},
                             {"FEUILLETON", ""}};
  for (const Case& row : kCases) {
    CAPTURE(row.division);
    const TemporaryDirectory folder;
    write_issue(folder.path());
    std::string mets(kMets);
    mets.replace(mets.find("ARTICLE\" ID=\"a1"), 7, row.division);
    write(folder.path() + "/lantern_mets.xml", mets);
    const auto results = read_file_at(folder.path() + "/lantern_mets.xml");
    REQUIRE(results.size() == 2);
    REQUIRE(results[0]);
    CHECK(results[0]->type == row.type);
    CHECK(results[1]->type == "");
  }
}

TEST_CASE("an issue without one of its pages gives what is left and says which is missing") {
  const TemporaryDirectory folder;
  write_issue(folder.path());
  std::filesystem::remove(folder.path() + "/text/2.xml");
  const auto results = read_file_at(folder.path() + "/lantern_mets.xml");
  REQUIRE(results.size() == 3);
  REQUIRE(results[0]);
  CHECK(results[0]->text == "Rain in harbour");
  CHECK(results[1].error().message == "the article \"a2\" of the issue has no words");
  CHECK(results[2].error().message.starts_with(
      "the issue's page \"text/2.xml\" cannot be read beside it: "));
}

TEST_CASE("pages are never read from above the issue's folder") {
  const TemporaryDirectory folder;
  std::filesystem::create_directory(folder.path() + "/issue");
  write(folder.path() + "/secret.xml", "secret");
  write(folder.path() + "/issue/page.xml", "page");
  RawDocument mets;
  mets.provenance.file = folder.path() + "/issue/mets.xml";
  CHECK(*read_neighbour(mets, "page.xml") == "page");
  CHECK(*read_neighbour(mets, "file://./page.xml") == "page");
  for (const std::string& href :
       {std::string("../secret.xml"), folder.path() + "/secret.xml",
        "file://" + folder.path() + "/secret.xml", std::string("a/../../secret.xml"),
        std::string("https://a.example/x.xml"), std::string("missing.xml"), std::string()}) {
    CAPTURE(href);
    CHECK_FALSE(read_neighbour(mets, href));
  }
}

TEST_CASE("the pages of an issue in an archive are those of the archive") {
  const TemporaryDirectory folder;
  write(folder.path() + "/page.xml", "on disk");
  RawDocument mets;
  mets.provenance.file = folder.path() + "/issues.zip";
  mets.provenance.member = "./i/mets.xml";
  mets.neighbours = std::make_shared<const Neighbours>(
      Neighbours{{"i/page.xml", "page"}, {"i/text/2.xml", "second"}, {"secret.xml", "secret"}});
  CHECK(*read_neighbour(mets, "page.xml") == "page");
  CHECK(*read_neighbour(mets, "file://./text/2.xml") == "second");
  CHECK_FALSE(read_neighbour(mets, "../secret.xml"));
  CHECK_FALSE(read_neighbour(mets, "secret.xml"));
}

TEST_CASE("links that lead back to the article or to everything end") {
  RawDocument document;
  std::string articles;
  for (int i = 0; i < 2000; ++i) {
    const std::string id = "a" + std::to_string(i);
    articles += "<div TYPE=\"ARTICLE\" ID=\"" + id + "\" LABEL=\"Rain\"><fptr><area FILEID=\"F\" " +
                "BEGIN=\"b\"/></fptr></div>";
  }
  std::string links;
  for (int i = 0; i < 2000; ++i) {
    links += "<smLink xmlns:xlink=\"http://www.w3.org/1999/xlink\" xlink:from=\"a" +
             std::to_string(i) + "\" xlink:to=\"all\"/>";
  }
  std::string areas;
  for (int i = 0; i < 2000; ++i) {
    areas += "<fptr><area FILEID=\"F\" BEGIN=\"b\"/></fptr>";
  }
  document.bytes = "<mets xmlns=\"http://www.loc.gov/METS/\"><structMap><div ID=\"all\">" + areas +
                   articles + "</div></structMap><structLink>" + links + "</structLink></mets>";
  const Parsed parsed = parse_mets(document);
  REQUIRE(parsed.results().size() == 2000);
  CHECK(parsed.results()[1999]->title == "Rain");
}

TEST_CASE("a METS document without articles is refused with a reason") {
  RawDocument document;
  document.bytes = "<mets xmlns=\"http://www.loc.gov/METS/\"/>";
  REQUIRE(recognise(document) == Format::Mets);
  const Parsed parsed = parse_mets(document);
  REQUIRE(parsed.results().size() == 1);
  CHECK(parsed.results()[0].error().message ==
        "the issue's description names no articles; its pages are read one by one");
}

// As the Dutch national library writes it, shortened.
std::string kb_item(const std::string& name, const std::string& kind, const std::string& title,
                    const std::string& blocks) {
  return "<didl:Item dc:identifier=\"ddd:1:mpeg21:" + name +
         "\"><didl:Component><didl:Descriptor>" +
         "<didl:Statement>ocr</didl:Statement></didl:Descriptor><didl:Resource dcx:filename=\"" +
         name + "_articletext.xml\"/></didl:Component><didl:Component><didl:Descriptor>" +
         "<didl:Statement>metadata</didl:Statement></didl:Descriptor><didl:Resource><srw_dc:dcx>" +
         "<dc:subject>" + kind + "</dc:subject><dc:title>" + title + "</dc:title>" +
         "<dcx:recordIdentifier>ddd:1:mpeg21:" + name + "</dcx:recordIdentifier><dc:identifier>" +
         "http://resolver.example/resolve?urn=ddd:1:mpeg21:" + name + "</dc:identifier>" +
         "<dc:type xsi:type=\"dcterms:DCMIType\">Text</dc:type></srw_dc:dcx></didl:Resource>" +
         "</didl:Component><didl:Component><didl:Descriptor><didl:Statement>metadata/zoning" +
         "</didl:Statement></didl:Descriptor><didl:Resource><dcx:zoning>" + blocks +
         "</dcx:zoning></didl:Resource></didl:Component></didl:Item>\n";
}

std::string kb_part(const std::string& page, const std::string& blocks) {
  return "<dcx:article-part><dcx:blocks alto=\"" + page + "\">" + blocks +
         "</dcx:blocks></dcx:article-part>";
}

std::string kb_issue(const std::string& languages) {
  const std::string block = "<dcx:TextBlock ID=\"";
  return "<didl:DIDL xmlns:didl=\"urn:mpeg:mpeg21:2002:02-DIDL-NS\" "
         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
         "xmlns:dcx=\"http://krait.kb.nl/coop/tel/handbook/telterms.html\" "
         "xmlns:srw_dc=\"info:srw/schema/1/dc-v1.1\">\n<didl:Item "
         "dc:identifier=\"ddd:1:mpeg21\"><didl:Component><didl:Descriptor><didl:Statement>metadata"
         "</didl:Statement></didl:Descriptor><didl:Resource><srw_dc:dcx><dc:title>Havenbode"
         "</dc:title><dc:date>1813-11-16</dc:date>" +
         languages +
         "</srw_dc:dcx></didl:Resource></didl:Component>\n<didl:Item "
         "dc:identifier=\"ddd:1:mpeg21:p001\"><didl:Item><didl:Component/></didl:Item>"
         "</didl:Item>\n" +
         kb_item("a0001", "artikel", "REGEN.",
                 kb_part("1.xml", block + "B1\"/>" + block + "B2\"/>") +
                     kb_part("2.xml", block + "B3\"/>")) +
         kb_item("a0002", "familiebericht", "Geboren", kb_part("2.xml", block + "B4\"/>")) +
         kb_item("a0003", "advertentie", "Advertentie", kb_part("2.xml", block + "B5\"/>")) +
         "</didl:Item></didl:DIDL>";
}

void write_kb_issue(const std::string& folder) {
  write(folder + "/didl.xml", kb_issue("<dc:language>nl</dc:language>"));
  write(folder + "/1.xml",
        page("<TextBlock ID=\"B1\">" + line(word("REGEN.")) + "</TextBlock><TextBlock ID=\"B2\">" +
             line(word("Het") + word("regent.")) + "</TextBlock>"));
  write(folder + "/2.xml",
        page("<TextBlock ID=\"B3\">" + line(word("Nog") + word("altijd.")) +
             "</TextBlock><TextBlock ID=\"B4\">" + line(word("Een") + word("dochter.")) +
             "</TextBlock><TextBlock ID=\"B5\">" + line(word("Koffie.")) + "</TextBlock>"));
  write(folder + "/a0001_articletext.xml",
        "<text><title></title><p>REGEN. Het regent.</p><p>Nog altijd.</p></text>");
}

TEST_CASE("an issue in DIDL gives its articles, and its files nothing more") {
  const TemporaryDirectory folder;
  write_kb_issue(folder.path());
  const auto results = read_file_at(folder.path() + "/didl.xml");
  REQUIRE(results.size() == 2);
  REQUIRE(results[0]);
  const Article& rain = *results[0];
  CHECK(rain.id == "ddd:1:mpeg21:a0001");
  CHECK(rain.url == "http://resolver.example/resolve?urn=ddd:1:mpeg21:a0001");
  CHECK(rain.title == "REGEN.");
  CHECK(rain.text == "REGEN.\n\nHet regent.\n\nNog altijd.");
  CHECK(rain.source.name == "Havenbode");
  CHECK(rain.language == "nl");
  CHECK(rain.date_source == "record");
  CHECK(rain.provenance.reader == "didl");
  CHECK(rain.provenance.line == 4);
  REQUIRE(rain.published);
  CHECK(to_iso(*rain.published) == "1813-11-16");
  REQUIRE(results[1]);
  CHECK(results[1]->title == "Geboren");
  CHECK(results[1]->text == "Een dochter.");

  for (const char* part : {"/1.xml", "/2.xml", "/a0001_articletext.xml"}) {
    CHECK(read_file_at(folder.path() + part).empty());
  }
}

TEST_CASE("an article in DIDL whose page is missing has the words of its own file") {
  const TemporaryDirectory folder;
  write_kb_issue(folder.path());
  std::filesystem::remove(folder.path() + "/2.xml");
  const auto results = read_file_at(folder.path() + "/didl.xml");
  REQUIRE(results.size() == 3);
  REQUIRE(results[0]);
  CHECK(results[0]->text == "REGEN. Het regent.\n\nNog altijd.");
  REQUIRE(results[1]);
  CHECK(results[1]->text == "");
  CHECK(results[2].error().message.starts_with(
      "the issue's page \"2.xml\" cannot be read beside it: "));
}

TEST_CASE("the language of an issue in two languages is left open") {
  RawDocument document;
  document.bytes = kb_issue("<dc:language>fr</dc:language><dc:language>nl</dc:language>");
  REQUIRE(recognise(document) == Format::Didl);
  const Parsed parsed = parse_didl(document);
  REQUIRE(parsed.results().size() >= 1);
  CHECK(parsed.results()[0]->language == "");
}

TEST_CASE("the words of one article without its issue are an article without a date") {
  RawDocument document;
  document.bytes = "<?xml version=\"1.0\"?>\n<text><title>Regen</title><p>Het regent.</p></text>";
  REQUIRE(recognise(document) == Format::KbText);
  const Parsed parsed = parse_kb_text(document);
  REQUIRE(parsed.results().size() == 1);
  CHECK(parsed.results()[0]->title == "Regen");
  CHECK(parsed.results()[0]->text == "Het regent.");
  document.bytes = "<text><title/><p> .. </p></text>";
  CHECK(parse_kb_text(document).results()[0].error().message ==
        "the <text> has no words in <title> or <p>");
}

}  // namespace
}  // namespace backfile
