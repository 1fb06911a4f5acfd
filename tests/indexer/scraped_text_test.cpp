// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "indexer/format/format.h"
#include "tests/support/read_file.h"

namespace backfile {
namespace {

constexpr std::string_view kTitle = "Port Ellery opens its lighthouse again";
constexpr std::string_view kFirst =
    "The harbour of Port Ellery will open its old lighthouse to visitors next month, Harbour "
    "Master "
    "Rosa Quill told reporters on Thursday.";
constexpr std::string_view kSecond =
    "\"We have polished the lens for a year, and it now throws its beam further than ever "
    "before,\" "
    "Quill said.";
constexpr std::string_view kThird =
    "The tower had been closed since a storm tore off its gallery eleven years ago, and the town "
    "had argued ever since about who should pay.";

std::string paragraphs(std::initializer_list<std::string_view> list) {
  std::string text;
  for (const std::string_view paragraph : list) {
    if (!text.empty()) text += "\n\n";
    text += paragraph;
  }
  return text;
}

std::string joined(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : "; ") + value;
  return text;
}

RawDocument document_of(std::string bytes) {
  RawDocument document;
  document.bytes = std::move(bytes);
  return document;
}

struct Page {
  std::string_view file;
  std::string_view title;
  std::string text;
  std::string_view published = "";
  std::string_view updated = "";
  std::string_view source = "";
  std::string_view agency = "";
  std::string_view place = "";
  std::string_view authors = "";
  std::string_view url = "";
  std::string_view tags = "";
};

TEST_CASE("a story with highlights behind it has the first one as its title") {
  const std::string first = "(CNN) -- " + std::string(kFirst);
  RawDocument document;
  document.bytes = paragraphs(
      {first, kSecond, "@highlight", kTitle, "@highlight", "Visitors may come from June"});
  const Result<Article> article = parse_scraped(document);
  REQUIRE(article);
  CHECK(article->title == kTitle);
  CHECK(article->text == paragraphs({first, kSecond}));
  CHECK(article->abstract == std::string(kTitle) + "; Visitors may come from June");
}

TEST_CASE("a page saved as text gives its article and nothing of what stands around it") {
  const std::string both = paragraphs({kFirst, kSecond});
  const std::string all = paragraphs({kFirst, kSecond, kThird});
  const Page kPages[] = {
      {.file = "full-page.txt",
       .title = kTitle,
       .text = all,
       .published = "2017-03-02T16:26:00+05:30",
       .updated = "2017-03-02T16:32:00+05:30",
       .source = "Meridian Standard",
       .agency = "IANS",
       .place = "Port Ellery"},
      {.file = "offer-without-sign-off.txt",
       .title = kTitle,
       .text = paragraphs({kFirst, kSecond, "It will be free on Sundays."}),
       .source = "Meridian Standard"},
      {.file = "windows-lines-no-blanks.txt",
       .title = kTitle,
       .text = paragraphs({kFirst, kSecond, "It will be free on Sundays."}),
       .published = "2017-03-02T16:26:00",
       .authors = "Rosa Penn; Tom Vale"},
      {.file = "words-like-markers.txt",
       .title = "How a small paper learned to sell itself",
       .text = paragraphs({kFirst, "Subscribe", kSecond, "Next Story",
                           "The editor wrote one word on each wall of the newsroom: Subscribe, "
                           "Image, Next Story and Also Read, so that nobody would forget them.",
                           "Image", kThird, "\"Read more,\" she said."}),
       .authors = "Ada Finch"},
      {.file = "plain-text.txt", .title = kTitle, .text = all},
      {.file = "wrapped-lines.txt",
       .title = "Lighthouse open again",
       .text = paragraphs({"The harbour of Port Ellery will open its old lighthouse to visitors "
                           "next month, the harbour master told reporters on Thursday.",
                           kThird})},
      {.file = "url-and-byline.txt",
       .title = kTitle,
       .text = both,
       .published = "2017-03-02T16:32:00-05:00",
       .source = "The Ellery Lantern",
       .authors = "Jane Doe",
       .url = "https://www.lantern.example/harbour/lighthouse-open?utm_source=x"},
      {.file = "syndicated.txt",
       .title = kTitle,
       .text = both,
       .published = "2017-03-02T16:26:00+05:30",
       .updated = "2017-03-02T16:32:00+05:30",
       .source = "Meridian Standard",
       .agency = "PTI",
       .place = "Port Ellery",
       .tags = "Lighthouses; Port Ellery"},
      {.file = "unknown-agency.txt",
       .title = kTitle,
       .text = both,
       .published = "2017-03-02T16:26:00+05:30",
       .updated = "2017-03-02T16:32:00+05:30",
       .source = "Meridian Standard",
       .agency = "TIDENEWS",
       .place = "Port Ellery"},
      {.file = "unsigned-capitals.txt",
       .title = kTitle,
       .text = paragraphs({"TIDENEWS Port Ellery", kFirst, kSecond, "--GULLS"})},
      {.file = "reworked-headline.txt",
       .title = kTitle,
       .text = paragraphs({kFirst, kThird}),
       .source = "Meridian Standard",
       .agency = "PTI",
       .place = "Port Ellery"},
      {.file = "standfirst.txt",
       .title = kTitle,
       .text = paragraphs({"After eleven years of quarrels the keeper of the harbour has found the "
                           "money for a new gallery.",
                           kFirst, kSecond}),
       .published = "2017-03-02T16:26:00Z",
       .updated = "2017-03-03T08:00:00Z",
       .agency = "Reuters",
       .place = "Port Ellery"},
      {.file = "german.txt",
       .title = "Leuchtturm öffnet wieder",
       .text =
           paragraphs({"Der alte Leuchtturm von Port Ellery öffnet im nächsten Monat wieder für "
                       "Besucher, sagte die Hafenmeisterin am Donnerstag.",
                       "„Wir haben ein Jahr lang die Linse poliert, und nun leuchtet sie weiter "
                       "als je zuvor“, sagte sie den Journalisten."}),
       .published = "2017-03-02T16:26:00",
       .updated = "2017-03-03T09:00:00",
       .authors = "Änne Möwe"},
      {.file = "dateline-only.txt",
       .title = kTitle,
       .text =
           "PORT ELLERY, March 2 (Reuters) - " + paragraphs({kFirst, kSecond, "He told Reuters"})},
      {.file = "short-lines.txt",
       .title = "Six lines for a lighthouse",
       .text = paragraphs({"The lamp is lit.", "The gulls object.", "The keeper sleeps.",
                           "Image of the moon,", "nobody subscribes to you,",
                           "and still you return."})},
      {.file = "one-line-labels.txt",
       .title = kTitle,
       .text = both,
       .updated = "2017-03-02T16:32:00+05:30",
       .agency = "IANS",
       .place = "Port Ellery"},
      {.file = "sign-off-in-the-middle.txt",
       .title = "What the wire said, and what it meant",
       .text = paragraphs({kFirst, "--IANS", kSecond, kThird,
                           "The three dashes above are how a wire story ended in those days, and "
                           "how many a young editor learned to stop reading."})},
      {.file = "headline-only.txt", .title = kTitle, .text = ""},
  };
  for (const Page& page : kPages) {
    CAPTURE(page.file);
    const auto article =
        parse_scraped(document_of(read_test_data("scraped/" + std::string(page.file))));
    REQUIRE(article);
    CHECK(article->title == page.title);
    CHECK(article->text == page.text);
    CHECK((article->published ? to_iso(*article->published) : "") == page.published);
    CHECK((article->updated ? to_iso(*article->updated) : "") == page.updated);
    CHECK(article->source.name == page.source);
    CHECK(article->agency == page.agency);
    CHECK(article->place == page.place);
    CHECK(joined(article->authors) == page.authors);
    CHECK(article->url == page.url);
    CHECK(joined(article->tags) == page.tags);
    CHECK(article->provenance.reader == "scraped");
  }
}

TEST_CASE("pages of papers in ten languages lose head and tail, and keep their words") {
  struct Paper {
    std::string_view title;
    std::string_view head;
    std::string_view body;
    std::string_view tail;
    std::string_view published;
  };
  constexpr Paper kPapers[] = {
      {"Leuchtturm öffnet wieder",
       "Artikel anhören\nTeilen\nVeröffentlicht am 02.03.2017 16:26 Uhr",
       "Der alte Leuchtturm öffnet wieder für Besucher, sagte die Hafenmeisterin am Donnerstag.",
       "Lesen Sie auch\nMeistgelesen\nFähre fällt aus", "2017-03-02T16:26:00"},
      {"Le phare rouvre", "Écouter cet article\nPartager\nPublié le 2 mars 2017 à 16h26",
       "Le vieux phare rouvre aux visiteurs le mois prochain, a dit la capitaine du port jeudi.",
       "À lire aussi\nAbonnez-vous\nLe bac est supprimé", "2017-03-02T16:26:00"},
      {"El faro reabre", "Compartir\nImagen\nPublicado el 2 de marzo de 2017",
       "El viejo faro reabre a los visitantes el mes próximo, dijo la capitana del puerto el "
       "jueves.",
       "Te puede interesar\nLo más leído\nEl ferry no zarpa", "2017-03-02"},
      {"Il faro riapre", "Condividi\nAscolta l'articolo\nPubblicato il 2 marzo 2017",
       "Il vecchio faro riapre ai visitatori il mese prossimo, ha detto giovedì la capitana del "
       "porto.",
       "Leggi anche\nI più letti\nIl traghetto non parte", "2017-03-02"},
      {"O farol reabre", "Compartilhar\nPublicidade\nPublicado em 2 de março de 2017",
       "O velho farol reabre aos visitantes no próximo mês, disse a capitã do porto na "
       "quinta-feira.",
       "Leia também\nMais lidas\nA balsa não sai", "2017-03-02"},
      {"Vuurtoren weer open", "Delen\nAdvertentie\nGepubliceerd op 2 maart 2017",
       "De oude vuurtoren gaat volgende maand weer open voor bezoekers, zei de havenmeester "
       "donderdag.",
       "Lees ook\nMeest gelezen\nDe veerboot vaart niet", "2017-03-02"},
      {"Latarnia znów otwarta", "Udostępnij\nReklama\nOpublikowano 2 marca 2017",
       "Stara latarnia morska znów otworzy się dla zwiedzających, powiedziała w czwartek kapitan "
       "portu.",
       "Czytaj także\nNajczęściej czytane\nProm nie płynie", "2017-03-02"},
      {"Маяк снова открыт", "Поделиться\nРеклама\nОпубликовано 2 марта 2017",
       "Старый маяк снова откроется для посетителей в следующем месяце, сказала капитан порта.",
       "Читайте также\nСамое читаемое\nПаром не идёт", "2017-03-02"},
      {"Fyren öppnar igen", "Dela\nAnnons\nPublicerad 2 mars 2017",
       "Den gamla fyren öppnar igen för besökare nästa månad, sade hamnkaptenen på torsdagen.",
       "Läs också\nMest läst\nFärjan går inte", "2017-03-02"},
      {"Lighthouse open again", "Listen to This Article\nShare\nPublished on 2 March 2017",
       "The old lighthouse opens to visitors again next month, the harbour master said on "
       "Thursday.",
       "Also Read\nMost Popular\nFerry cancelled", "2017-03-02"},
  };
  for (const Paper& paper : kPapers) {
    CAPTURE(paper.title);
    const std::string text = std::string(paper.title) + "\n\n" + std::string(paper.head) + "\n\n" +
                             std::string(paper.body) + "\n\n" + std::string(paper.body) + "\n\n" +
                             std::string(paper.tail) + "\n";
    const auto article = parse_scraped(document_of(text));
    REQUIRE(article);
    CHECK(article->title == paper.title);
    CHECK(article->text == paragraphs({paper.body, paper.body}));
    CHECK((article->published ? to_iso(*article->published) : "") == paper.published);
  }
}

TEST_CASE("the label of a date is its source, and times keep the precision of minutes") {
  const auto article = parse_scraped(document_of(read_test_data("scraped/full-page.txt")));
  REQUIRE(article);
  REQUIRE(article->published);
  CHECK(article->published->precision == DatePrecision::Minute);
  CHECK(article->date_source == "label");
  CHECK(article->source.id == "meridian-standard");
}

TEST_CASE("a publisher that we know has its domain as its id") {
  const auto article = parse_scraped(document_of(
      "A title\n\nA short text.\n\nDisclaimer: No Business Standard Journalist was involved in "
      "creation of this content\n"));
  REQUIRE(article);
  CHECK(article->source.id == "business-standard.com");
  CHECK(article->source.name == "Business Standard");
  CHECK(article->source.domain == "business-standard.com");
  CHECK(article->text == "A short text.");
}

TEST_CASE("a text of one long line is text without a title") {
  const std::string line = "It rained" + std::string(400, '.') + " and then it stopped.";
  const auto article = parse_scraped(document_of(line));
  REQUIRE(article);
  CHECK(article->title == "");
  CHECK(article->text == line);
}

TEST_CASE("what holds no text is refused with a reason") {
  struct Refused {
    std::string bytes;
    std::string_view reason;
  };
  const Refused kCases[] = {
      {"", "The file has no text in it."},
      {" \r\n\t\n", "The file has no text in it."},
      {std::string("PK\x03\x04\0\0", 6),
       "The file is not text: it contains NUL bytes. Give texts, pages or JSON."},
      {"Image\nPublished: 2 March 2017\n", "The file has notes about an article, but no article."},
      {"<!-- version 1.1 -->\n<!ELEMENT STORY O O (TEXT)>\n", "The file is markup, but no page."},
  };
  for (const Refused& row : kCases) {
    CAPTURE(row.reason);
    const auto article = parse_scraped(document_of(row.bytes));
    REQUIRE_FALSE(article);
    CHECK(article.error().code == ErrorCode::BadRecord);
    CHECK(article.error().message == row.reason);
  }
}

TEST_CASE("dates above the publisher's name or address are read as the publisher writes them") {
  struct Case {
    std::string_view note;  // Above the text.
    std::string_view tail;
    std::string_view url;  // The container's.
    std::string_view published;
    std::string_view updated = "";
  };
  constexpr Case kCases[] = {
      {"Published: Jan 19 2017 | 4:32 PM IST", "", "", "2017-01-19T16:32:00+05:30"},
      {"Published: Jan 19 2017 | 4:32 PM IST", "", "https://www.haaretz.com/1",
       "2017-01-19T16:32:00+02:00"},
      {"Published: Jan 19 2017 | 4:32 PM IST", "https://lantern.ie/news/1", "",
       "2017-01-19T16:32:00+01:00"},
      {"Published: Jan 19 2017 | 4:32 PM BST",
       "Disclaimer: No Prothom Alo Journalist was involved in creation of this content", "",
       "2017-01-19T16:32:00+06:00"},
      {"Published: 03/04/2017 | Updated: 05/06/2017", "", "", "2017-04-03", "2017-06-05"},
      {"Published: 03/04/2017 | Updated: 05/06/2017", "https://www.nytimes.com/1", "", "2017-03-04",
       "2017-05-06"},
      {"By Ada Finch | 03/04/2017", "https://www.nytimes.com/1", "", "2017-03-04"},
      {"Published: 03/04/2017", "First Published: 01/02/2017\nhttps://www.nytimes.com/1", "",
       "2017-01-02"},
  };
  for (const Case& row : kCases) {
    const std::string page = std::string(kTitle) + "\n\n" + std::string(row.note) + "\n\n" +
                             paragraphs({kFirst, kSecond, kThird}) + "\n\nAlso Read\n" +
                             std::string(row.tail) + "\n";
    CAPTURE(page);
    RawDocument document = document_of(page);
    document.url = row.url;
    const auto article = parse_scraped(document);
    REQUIRE(article);
    REQUIRE(article->published);
    CHECK(to_iso(*article->published) == row.published);
    CHECK((article->updated ? to_iso(*article->updated) : "") == row.updated);
    CHECK(article->text == paragraphs({kFirst, kSecond, kThird}));
  }
}

TEST_CASE("the container's address and provenance stay with the article") {
  RawDocument document = document_of("A title\n\nA text.\n");
  document.url = "https://lantern.example/1";
  document.provenance.file = "news/a.txt";
  const auto article = parse_scraped(document);
  REQUIRE(article);
  CHECK(article->url == "https://lantern.example/1");
  CHECK(article->provenance.file == "news/a.txt");
}

TEST_CASE("a page in UTF-16 and one in windows-1252 are read, too") {
  const std::string utf16(
      "\xFF\xFE"
      "A\0 \0t\0i\0t\0l\0e\0\n\0I\0t\0 \0r\0a\0i\0n\0s\0.\0",
      36);
  const auto first = parse_scraped(document_of(utf16));
  REQUIRE(first);
  CHECK(first->title == "A title");
  CHECK(first->text == "It rains.");

  RawDocument latin = document_of(
      "Ein Titel\n\nEs regnet \xFC"
      "ber Port Ellery.\n");
  latin.charset = "iso-8859-1";
  const auto second = parse_scraped(latin);
  REQUIRE(second);
  CHECK(second->text ==
        "Es regnet \u00FC"
        "ber Port Ellery.");
}

}  // namespace
}  // namespace backfile
