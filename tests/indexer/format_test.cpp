// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/format.h"

#include <doctest/doctest.h>

#include <string_view>

#include "indexer/extract/complete.h"

namespace backfile {
namespace {

TEST_CASE("a format is recognised by its first bytes, and by its name where these say nothing") {
  struct Case {
    std::string_view bytes;
    std::string_view file_name;
    Format format;
  };
  constexpr Case kCases[] = {
      {"{\"title\":1}", "a.txt", Format::Json},
      {"\xEF\xBB\xBF \n{\"title\":1}", "a", Format::Json},
      {"[{\"title\":1}]", "a.json", Format::Json},
      {"\xEF\xBB\xBF[ \r\n\t{\"title\":1}", "a.txt", Format::Json},
      {"[1, 2]", "a.txt", Format::Scraped},
      {"[Image] Rain", "a.txt", Format::Scraped},
      {"[", "a.txt", Format::Scraped},
      {R"({"uri":"a","pubstatus":"usable"})", "a", Format::Ninjs},
      {R"({"title":"a \"quote\", \"pubstatus\":1","uri":"a"})", "a", Format::Json},
      {R"({"title":"a \\\\","pubstatus":"usable","uri":"a"})", "a", Format::Ninjs},
      {R"({"title":"a \\\\\",\"pubstatus\":1","uri":"a"})", "a", Format::Json},
      {R"({"":"\\","pubstatus":"","uri":"a"})", "a", Format::Ninjs},
      {R"({"uri":"a","pubstatus":"usable","title":"never closed \")", "a", Format::Ninjs},
      {R"({"version":"https:\/\/jsonfeed.org\/version\/1"})", "a", Format::JsonFeed},
      {R"({"version":"https://jsonfeed.org/version/1"})", "a", Format::JsonFeed},
      {"<REUTERS TOPICS=\"NO\">", "a.sgm", Format::Reuters},
      {"<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS >", "a.sgm", Format::Reuters},
      {"<!doctype HTML>\n<p>", "a", Format::Html},
      {"<html lang=\"en\">", "a.txt", Format::Html},
      {"\n<HEAD>", "a.txt", Format::Html},
      {"<body\nclass=x>", "a.txt", Format::Html},
      {"<!-- saved -->\n<?xml version=\"1.0\"?>\n<!DOCTYPE html>", "a", Format::Html},
      {"<div>a page without a head", "page.HTM", Format::Html},
      {"", "page.html", Format::Html},
      {"<headline>", "a.txt", Format::Scraped},
      {"Headline\n\nText", "a.txt", Format::Scraped},
      {"The <html> element", "a.txt", Format::Scraped},
      {"<!-- never closed", "a.txt", Format::Scraped},
      {"", "", Format::Scraped},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.bytes);
    RawDocument document;
    document.bytes = row.bytes;
    document.file_name = row.file_name;
    CHECK(format_name(recognise(document)) == format_name(row.format));
  }
}

TEST_CASE("parse hands a record to the parser of its format") {
  RawDocument document;
  document.bytes = "{\"title\":\"Rain\"}";
  const auto only = [&document](Format format) {
    Parsed parsed = parse(format, document);
    REQUIRE(parsed.results().size() == 1);
    return std::move(parsed.results().front());
  };
  CHECK(only(Format::Json)->provenance.reader == "json");
  CHECK(only(Format::Scraped)->provenance.reader == "scraped");
  CHECK_FALSE(only(Format::Reuters));
}

TEST_CASE("the language that a template declares loses against that of the text") {
  RawDocument page;
  page.bytes =
      "<html lang=\"en\"><title>Leuchtturm</title><h1>Der Leuchtturm ist wieder offen</h1><p>Der "
      "alte "
      "Leuchtturm von Port Ellery öffnet im nächsten Monat wieder für Besucher, sagte die "
      "Hafenmeisterin am Donnerstag.</p><p>Der Turm war geschlossen, seit ein Sturm vor elf Jahren "
      "seine Galerie abgerissen hatte, und seither stritt die Stadt darüber, wer das bezahlen "
      "solle.</p>";
  const auto article = parse_html(page);
  REQUIRE(article);
  CHECK(article->language == "en");
  CHECK(complete(*article)->language == "de");
}

}  // namespace
}  // namespace backfile
