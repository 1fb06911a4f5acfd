// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/complete.h"

#include <doctest/doctest.h>

#include <string>

#include "common/article_json.h"
#include "common/date.h"
#include "common/repairs.h"
#include "indexer/extract/correction.h"
#include "indexer/extract/language.h"
#include "indexer/extract/source_names.h"

namespace backfile {
namespace {

constexpr std::string_view kEnglish =
    "The harbour of Port Ellery will open its old lighthouse to visitors next month, the harbour "
    "master told reporters on Thursday. The tower had been closed since a storm tore off its "
    "gallery eleven years ago, and the town had argued ever since about who should pay for it.";
constexpr std::string_view kGerman =
    "Der alte Leuchtturm von Port Ellery öffnet im nächsten Monat wieder für Besucher, sagte die "
    "Hafenmeisterin am Donnerstag. Der Turm war geschlossen, seit ein Sturm vor elf Jahren seine "
    "Galerie abgerissen hatte, und seither stritt die Stadt darüber, wer das bezahlen solle.";

Article titled(std::string title) {
  Article article;
  article.title = std::move(title);
  return article;
}

TEST_CASE("complete repairs texts that were read as windows-1252, whatever format they came in") {
  Article article = titled("CrÃ¨me brÃ»lÃ©e");
  article.id = "Ã©Ã©Ã©";
  article.text = "The worldâ€™s most powerful\n\nit\u00e2\u0080\u0099s";
  article.authors = {"RenÃ© LÃ©vesque"};
  const auto done = complete(article);
  REQUIRE(done);
  CHECK(done->title == "Crème brûlée");
  CHECK(done->text == "The world’s most powerful\n\nit’s");
  CHECK(done->authors == std::vector<std::string>{"René Lévesque"});
  CHECK(done->repairs.contains(Repair::Mojibake));
  article.title = "Crème";
  article.text = article.authors.front() = "sound";
  CHECK(complete(article)->id == done->id);
}

TEST_CASE("complete concludes place, agency, source, language, id and words") {
  Article article = titled("  Lighthouse \n open ");
  article.url = "https://www.lantern.example/harbour/1/?utm_source=x";
  article.text = "PORT ELLERY, March 2 (IANS) - " + std::string(kEnglish) + " \r\n\r\n\r\nThe end.";
  const auto done = complete(article);
  REQUIRE(done);
  CHECK(done->title == "Lighthouse open");
  CHECK(done->text == "PORT ELLERY, March 2 (IANS) - " + std::string(kEnglish) + "\n\nThe end.");
  CHECK(done->place == "Port Ellery");
  CHECK(done->agency == "IANS");
  CHECK(done->language == "en");
  CHECK(done->source.id == "lantern.example");
  CHECK(done->source.name == "lantern.example");
  CHECK(done->source.domain == "lantern.example");
  CHECK(done->canonical_url == "lantern.example/harbour/1");
  CHECK(done->id.size() == 32);
  CHECK(done->words > 50);
}

TEST_CASE("complete changes nothing that is known, and nothing the second time") {
  Article article = titled("Lighthouse open");
  article.id = "given-1";
  article.text = "MOSCOW (Reuters) - It rains.\n\n--IANS";
  article.place = "Ellery";
  article.agency = "PTI";
  article.source = {"lantern", "The Lantern", {}};
  article.url = "https://www.lantern.example/1";
  article.authors = {" Ada  Finch", "Ada Finch", ""};
  const auto once = complete(article);
  REQUIRE(once);
  CHECK(once->id == "given-1");
  CHECK(once->place == "Ellery");
  CHECK(once->agency == "PTI");
  CHECK(once->source.id == "lantern");
  CHECK(once->authors == std::vector<std::string>{"Ada Finch"});
  const auto twice = complete(*once);
  REQUIRE(twice);
  CHECK(to_json_line(*twice) == to_json_line(*once));
}

TEST_CASE("the agency is found in a sign-off of several lines and never in a sentence") {
  struct Case {
    std::string_view text;
    std::string_view agency;
  };
  constexpr Case kCases[] = {
      {"It rains.\n\n--IANS\n\nahm/dg", "IANS"},
      {"It rains.\n\n(Reporting by Ann Poe; Editing by Bob Roe)", "Reuters"},
      {"It rains.\n\nIt stops, he told Reuters", ""},
      {"--IANS\n\nIt rains.", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.text);
    Article article = titled("T");
    article.text = row.text;
    CHECK(complete(article)->agency == row.agency);
  }
}

TEST_CASE("the publisher is no author of its own article") {
  Article article = titled("T");
  article.source.name = "The Ellery Lantern";
  article.authors = {"Ada Finch", "The Ellery Lantern"};
  CHECK(complete(article)->authors == std::vector<std::string>{"Ada Finch"});
}

TEST_CASE("a source by name only has a slug, and a known one its domain") {
  Article article = titled("T");
  article.source.name = "Süddeutsche  Blätter";
  CHECK(complete(article)->source.id == "suddeutsche-blatter");
  article.source.name = "business standard";
  CHECK(complete(article)->source.id == "business-standard.com");
  CHECK(source_at("nytimes.com", NewsHosts::built_in()).name == "The New York Times");
  CHECK(source_slug("  A & B: C!  ") == "a-b-c");
}

TEST_CASE("the table of hosts completes names, domains and the language of short texts") {
  const Result<NewsHosts> hosts = NewsHosts::with_rows(
      "lantern.example\tThe Lantern\tde\tEurope/Berlin\tdmy\tde\n", "hosts.tsv");
  REQUIRE(hosts);
  Article article = titled("12.5 13.7");
  article.url = "https://www.lantern.example/1";
  const auto by_url = complete(article, *hosts);
  REQUIRE(by_url);
  CHECK(by_url->source.name == "The Lantern");
  CHECK(by_url->language == "de");
  CHECK(complete(article)->source.name == "lantern.example");
  CHECK(complete(article)->language == "");

  // What the record says, and what a long text shows, goes before the host.
  article.language = "fr";
  CHECK(complete(article, *hosts)->language == "fr");
  article.language.clear();
  article.text = kEnglish;
  CHECK(complete(article, *hosts)->language == "en");

  article = titled("T");
  article.source.name = "LANTERN";
  CHECK(complete(article, *hosts)->source.domain == "lantern.example");
  CHECK(complete(article, *hosts)->source.name == "LANTERN");
  article.source = {"l-1", "The Lantern", {}};
  CHECK(complete(article, *hosts)->source.domain == "lantern.example");
  CHECK(complete(article, *hosts)->source.id == "l-1");
  article.source = {"lantern.example", {}, {}};
  CHECK(complete(article, *hosts)->source.name == "The Lantern");
}

TEST_CASE("ids are given, or hashes of what identifies an article") {
  Article article = titled("T");
  article.id = "A-1_b.c~d";
  CHECK(article_id(article) == "A-1_b.c~d");
  article.id = "tag:lantern.example,2017:1";
  const std::string of_given = article_id(article);
  CHECK(of_given.size() == 32);
  CHECK(of_given.find_first_not_of("0123456789abcdef") == std::string::npos);

  article.id.clear();
  const std::string of_title = article_id(article);
  article.url = "https://www.lantern.example/1?utm_source=a";
  const std::string of_url = article_id(article);
  CHECK(of_url != of_title);
  article.url = "http://lantern.example/1/";
  CHECK(article_id(article) == of_url);

  article.url.clear();
  article.published = Timestamp{1484823360, DatePrecision::Second, std::int16_t{0}};
  CHECK(article_id(article) != of_title);
  CHECK(article_id(titled("T")) == of_title);
  CHECK(article_id(titled("U")) != of_title);
  article.id = std::string(65, 'a');
  CHECK(article_id(article).size() == 32);
}

TEST_CASE("the text decides its language when it is long enough, else the record") {
  CHECK(language_of(kEnglish, "") == "en");
  CHECK(language_of(kGerman, "") == "de");
  CHECK(language_of(kGerman, "en") == "de");
  CHECK(language_of("Der kurze Text", "en") == "en");
  CHECK(language_of("12.5 13.7 11.1", "en") == "en");
  CHECK(language_of("", "") == "");
  std::string long_text(3000, '-');
  CHECK(language_of(long_text, "en") == "en");
  for (int i = 0; i < 4; ++i) long_text += kGerman;
  CHECK(language_of(long_text, "en") == "de");
}

TEST_CASE("a date more than 48 hours ahead, or a zero that became one, is no date of an article") {
  constexpr std::int64_t kNow = 1484823360;  // 2017-01-19T10:56:00Z
  constexpr std::int64_t kHour = 3600;
  struct Case {
    std::int64_t seconds;
    bool of_web;
    bool kept;
  };
  constexpr Case kCases[] = {
      {kNow, true, true},
      {kNow + 48 * kHour, true, true},
      {kNow + 48 * kHour + 1, true, false},
      {kNow + 48 * kHour + 1, false, false},
      {2524608000, false, false},
      {0, true, false},
      {14 * kHour, true, false},
      {-14 * kHour, true, false},
      {14 * kHour + 1, true, true},
      {-14 * kHour - 1, true, true},
      {0, false, true},
      {-5 * kHour, false, true},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.seconds);
    CAPTURE(row.of_web);
    Article article = titled("T");
    if (row.of_web) article.url = "https://lantern.example/1";
    article.date_source = "record";
    article.published = article.updated = Timestamp{row.seconds, DatePrecision::Second, {}};
    const auto done = complete(article, NewsHosts::built_in(), kNow);
    REQUIRE(done);
    CHECK(done->published.has_value() == row.kept);
    CHECK(done->updated.has_value() == row.kept);
    CHECK(done->date_source == (row.kept ? "record" : ""));
  }
}

TEST_CASE("dates are held against the clock of the machine where none is given") {
  Article article = titled("T");
  article.published = parse_iso_date("2998");
  CHECK_FALSE(complete(article)->published);
  article.published = parse_iso_date("2017");
  CHECK(complete(article)->published);
}

TEST_CASE("an article without title and text is refused") {
  Article article;
  article.url = "https://lantern.example/1";
  article.title = " \n\u200B ";
  const auto done = complete(article);
  REQUIRE_FALSE(done);
  CHECK(done.error().code == ErrorCode::BadRecord);
}

TEST_CASE("an article that says it was corrected has that status, and no other has") {
  struct Said {
    std::string_view title;
    std::string_view text;
    bool corrected;
  };
  constexpr Said kCases[] = {
      {"Ferry sails", "It sailed.\n\nCorrection: An earlier version named the wrong pier.", true},
      {"Ferry sails", "*This article was amended on 3 May 2019 to name the pier.\n\nIt did.", true},
      {"Ferry sails", "It sailed.\n\n(Correction: the pier was wrong.)", true},
      {"CORRECTED-Ferry sails", "It sailed.", true},
      {"Fähre legt ab", "Sie legte ab.\n\nKorrektur: Der Name des Kais war falsch.", true},
      {"Le bac part", "Rectificatif : le nom du quai était faux.\n\nIl est parti.", true},
      {"Zarpa el ferry", "Zarpó.\n\nFe de errores: el muelle era otro.", true},
      {"Ferry sails", "The correction: of course, it was late.", false},
      {"Ferry sails", "One.\nTwo.\nThree.\nCorrection: four.\nFive.\nSix.\nSeven.\nEight.", false},
      {"Correction course for ferries", "It sailed.", false},
      {"Ferry sails", "", false},
  };
  for (const Said& row : kCases) {
    CAPTURE(row.title);
    CAPTURE(row.text);
    CHECK(says_corrected(row.title, row.text) == row.corrected);
    Article article;
    article.title = row.title;
    article.text = row.text;
    const auto done = complete(article);
    REQUIRE(done);
    CHECK((done->status == ArticleStatus::Corrected) == row.corrected);
  }
}

TEST_CASE("what is withheld until an hour is usable from then on") {
  struct Sent {
    ArticleStatus status;
    bool embargoed;
    ArticleStatus kept;
  };
  constexpr Sent kCases[] = {
      {ArticleStatus::Withheld, true, ArticleStatus::Usable},
      {ArticleStatus::Withheld, false, ArticleStatus::Withheld},
      {ArticleStatus::Canceled, true, ArticleStatus::Canceled},
  };
  for (const Sent& row : kCases) {
    Article article;
    article.id = "a";
    article.title = "The budget";
    article.status = row.status;
    if (row.embargoed) article.embargoed_until = parse_iso_date("2014-03-19T12:00:00Z");
    const auto done = complete(article);
    REQUIRE(done);
    CHECK(done->status == row.kept);
  }
}

TEST_CASE("what was concluded says where from, and refused dates are told") {
  Article article;
  article.title = "Ferry sails";
  article.url = "https://lantern.example/1";
  article.text = "WEXCOMBE, Jan 19 (Reuters) - The ferry sailed.";
  article.published = Timestamp{0, DatePrecision::Second, std::int16_t{0}};
  article.updated = Timestamp{9'000'000'000, DatePrecision::Second, std::int16_t{0}};
  const auto done = complete(article, NewsHosts::built_in(), 1'484'823'360);
  REQUIRE(done);
  CHECK_FALSE(done->published);
  CHECK_FALSE(done->updated);
  CHECK(done->repairs.contains(Repair::EpochDate));
  CHECK(done->repairs.contains(Repair::FutureDate));
  REQUIRE(done->origins.size() == 2);
  CHECK(done->origins[0].field == "place");
  CHECK(done->origins[0].origin == "dateline");
  CHECK(done->origins[1].field == "agency");
}

}  // namespace
}  // namespace backfile
