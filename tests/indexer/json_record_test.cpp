// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "common/article_json.h"
#include "indexer/format/format.h"

namespace backfile {
namespace {

Result<Article> read(std::string_view bytes) {
  RawDocument document;
  document.bytes = bytes;
  document.provenance.line = 7;
  Parsed parsed = parse_json(document);
  REQUIRE(parsed.results().size() == 1);
  return std::move(parsed.results().front());
}

std::string joined(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : "; ") + value;
  return text;
}

TEST_CASE("the names that public data sets give their fields are read without configuration") {
  struct Case {
    std::string_view json;
    std::string_view title;
    std::string_view text;
    std::string_view published;
    std::string_view source;
    std::string_view domain;
    std::string_view url;
    std::string_view authors;
  };
  constexpr Case kCases[] = {
      // news-please
      {R"({"title":"Rain","maintext":"It rains.","date_publish":"2017-01-19 16:26:05",)"
       R"("date_modify":"None","url":"https://a.example/1","source_domain":"a.example",)"
       R"("authors":["Ada Finch"],"language":"en"})",
       "Rain", "It rains.", "2017-01-19T16:26:05", "a.example", "a.example", "https://a.example/1",
       "Ada Finch"},
      // RealNews: the month stands first.
      {R"({"title":"Rain","text":"It rains.","publish_date":"01-09-2017","domain":"a.example"})",
       "Rain", "It rains.", "2017-01-09", "a.example", "a.example", "", ""},
      // Signal-1M
      {R"({"id":"f7ca","title":"Rain","content":"It rains.","published":"2015-09-04T10:00:00Z",)"
       R"("source":"Harbour Lantern","media-type":"News"})",
       "Rain", "It rains.", "2015-09-04T10:00:00Z", "Harbour Lantern", "", "", ""},
      // all-the-news
      {R"({"title":"Rain - The Lantern","article":"It rains.","date":"2016-12-31",)"
       R"("publication":"The Lantern","author":"By Ada Finch and Bob Roe","year":2016.0})",
       "Rain", "It rains.", "2016-12-31", "The Lantern", "", "", "Ada Finch; Bob Roe"},
      // HuffPost
      {R"({"headline":"Rain","short_description":"Wet.","link":"https://a.example/2",)"
       R"("date":"2018-05-26","category":"WEATHER","authors":"Ada Finch"})",
       "Rain", "", "2018-05-26", "", "", "https://a.example/2", "Ada Finch"},
      // webz.io
      {R"({"title":"Rain","text":"It rains.","published":"2017-01-19T16:26:00.000+05:30",)"
       R"("thread":{"site_full":"www.a.example"},"author":"Ada Finch","language":"english"})",
       "Rain", "It rains.", "2017-01-19T16:26:00+05:30", "a.example", "a.example", "", "Ada Finch"},
      // NewsAPI
      {R"({"source":{"id":null,"name":"Lantern"},"author":null,"title":"Rain",)"
       R"("content":"It rains. [+1834 chars]","publishedAt":"2020-01-19T11:02:00Z"})",
       "Rain", "It rains.", "2020-01-19T11:02:00Z", "Lantern", "", "", ""},
      // GDELT
      {R"({"title":"Rain","seendate":"20170119T110200Z","domain":"a.example"})", "Rain", "",
       "2017-01-19T11:02:00Z", "a.example", "a.example", "", ""},
      // NELA-GT
      {R"({"title":"Rain","content":"It rains.","published_utc":1484823360,"source":"lantern"})",
       "Rain", "It rains.", "2017-01-19T10:56:00Z", "lantern", "", "", ""},
      // The Washington Post's collection
      {R"({"title":"Rain","article_url":"/weather/rain","published_date":1484823360000,)"
       R"("author":"Ada Finch","source":"The Washington Post","contents":[null,)"
       R"({"type":"kicker","content":"Weather"},)"
       R"({"type":"sanitized_html","subtype":"paragraph","content":"It <b>rains</b> &amp; pours."},)"
       R"({"type":"image","fullcaption":"A cloud"},)"
       R"({"type":"sanitized_html","subtype":"paragraph","content":"It stops."}]})",
       "Rain", "It rains & pours.\n\nIt stops.", "2017-01-19T10:56:00Z", "The Washington Post",
       "washingtonpost.com", "https://www.washingtonpost.com/weather/rain", "Ada Finch"},
      // The Guardian
      {R"({"webTitle":"Rain","webUrl":"https://a.example/3","sectionName":"World",)"
       R"("webPublicationDate":"2017-01-19T11:02:00Z","fields":{"bodyText":"It rains."}})",
       "Rain", "It rains.", "2017-01-19T11:02:00Z", "", "", "https://a.example/3", ""},
      {R"({"webTitle":"Rain","fields":{"bodyText":"It rains. It stops.",)"
       R"("body":"<p>It rains.</p><p>It stops.</p>"}})",
       "Rain", "It rains.\n\nIt stops.", "", "", "", "", ""},
      // WordPress
      {R"({"title":{"rendered":"Rain &#8211; again"},"content":{"rendered":"<p>It rains.</p>\n",)"
       R"("protected":false},"date":"2017-01-19T12:02:00","date_gmt":"2017-01-19T11:02:00",)"
       R"("link":"https://a.example/4","author":3})",
       "Rain \u2013 again", "It rains.", "2017-01-19T11:02:00Z", "", "", "https://a.example/4", ""},
      // Media Cloud
      {R"({"article_title":"Rain","text_content":"It rains.","publication_date":"2017-01-19",)"
       R"("canonical_domain":"a.example"})",
       "Rain", "It rains.", "2017-01-19", "a.example", "a.example", "", ""},
      // Markup as text, a list of paragraphs, authors as objects.
      {R"({"title":"Rain &amp; wind","text":"<p>It rains.</p><p>It stops.</p>",)"
       R"("authors":[{"name":"Ada Finch"},{"name":"None"}]})",
       "Rain & wind", "It rains.\n\nIt stops.", "", "", "", "", "Ada Finch"},
      {R"({"title":"Rain","body":["It rains.","It stops."]})", "Rain", "It rains.\n\nIt stops.", "",
       "", "", "", ""},
      // Values that are none; a spreadsheet's date; a repeated headline; one line a paragraph.
      {R"({"title":"Rain","text":"Rain\nIt rains.\nIt stops.","date":"5/7/19","author":"nan",)"
       R"("source":"None","url":null})",
       "Rain", "It rains.\n\nIt stops.", "2019-05-07", "", "", "", ""},
      {R"({"title":"A < B","text":"1 < 2 and 3 > 2."})", "A < B", "1 < 2 and 3 > 2.", "", "", "",
       "", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.json);
    const auto article = read(row.json);
    REQUIRE(article);
    CHECK(article->title == row.title);
    CHECK(article->text == row.text);
    CHECK((article->published ? to_iso(*article->published) : "") == row.published);
    CHECK(article->source.name == row.source);
    CHECK(article->source.domain == row.domain);
    CHECK(article->url == row.url);
    CHECK(joined(article->authors) == row.authors);
    CHECK(article->provenance.reader == "json");
    CHECK(article->provenance.line == 7);
  }
}

TEST_CASE("numbers count within a source, and are no identity where the address is known") {
  CHECK(read(R"({"title":"T","id":17,"link":"https://a.example/x"})")->id == "");
  CHECK(read(R"({"title":"T","id":17,"link":"x"})")->id == "17");
  CHECK(read(R"({"title":"T","_id":17,"link":"https://a.example/x"})")->id == "");
  CHECK(read(R"({"title":"T","id":17,"source":"a.example"})")->id == "a.example-17");
  CHECK(read(R"({"title":"T","id":17,"source":{"id":"gazette","name":"G"}})")->id == "gazette-17");

  CHECK(read(R"({"title":"T","id":"17","link":"https://a.example/x"})")->id == "17");
  CHECK(read(R"({"title":"T","id":"17","source":"a.example"})")->id == "17");
}

TEST_CASE("in a row of a table, digits are a number") {
  const auto id_in_row = [](const std::string& row) {
    RawDocument document;
    document.bytes = row;
    document.is_row = true;
    return parse_json(document).results().front()->id;
  };
  CHECK(id_in_row(R"({"title":"T","id":"17","link":"https://a.example/x"})") == "");
  CHECK(id_in_row(R"({"title":"T","id":"17","source":"a.example"})") == "a.example-17");
  CHECK(id_in_row(R"({"title":"T","id":"s17","source":"a.example"})") == "s17");
  CHECK(id_in_row(R"({"title":"T","id":"17"})") == "17");
}

TEST_CASE("numbers of categories and names of authors are no tags") {
  const auto counted = read(R"({"title":"T","categories":[5,6],"tags":[7]})");
  REQUIRE(counted);
  CHECK(counted->section == "");
  CHECK(counted->tags.empty());
  const auto signed_by = read(
      R"({"title":"T","byline":"By Ada Finch","tags":[{"webTitle":"Rain"},{"webTitle":"Ada Finch"}]})");
  REQUIRE(signed_by);
  CHECK(joined(signed_by->tags) == "Rain");
}

TEST_CASE("what an API has taken back is no article") {
  CHECK(read(R"({"title":"[Removed]","content":"[Removed]","url":"https://removed.com"})")
            .error()
            .message == "the article was removed from the API that the record comes from");
}

TEST_CASE("JSON files that lie beside articles are none") {
  CHECK(read(R"({"$schema":"http://json-schema.org/draft-07/schema#","title":"Article"})")
            .error()
            .message == "a JSON schema, which describes records and is none");
  CHECK(read(R"({"name":"page-reader","version":"1.0.0","description":"Reads pages."})")
            .error()
            .message == "the record has a name, but no title, text, date or address");
  CHECK(read(R"({"name":"Rain","articleBody":"It rains."})")->title == "Rain");
  CHECK(read(R"({"name":"Rain","url":"https://a.example/1"})")->title == "Rain");
  CHECK(read(R"({"name":"Rain","title":"Rain"})")->title == "Rain");
}

TEST_CASE("sections, tags, languages, agencies and ids are read in each of their forms") {
  const auto article = read(
      R"({"_id":{"$oid":"5a"},"title":"T","category":["World","Asia"],"keywords":"rain, wind; ",)"
      R"("lang":"German","author":"Reuters"})");
  REQUIRE(article);
  CHECK(article->id == "5a");
  CHECK(article->section == "World");
  CHECK(joined(article->tags) == "rain; wind");
  CHECK(article->language == "de");
  CHECK(article->agency == "Reuters");
  CHECK(article->authors.empty());
  CHECK(read(R"({"title":"T","id":17})")->id == "17");
  CHECK(read(R"({"title":"T","language":"en-GB"})")->language == "en");
  CHECK(read(R"({"title":"T","language":"none of these"})")->language == "");
}

TEST_CASE("a record that we printed comes back as it was") {
  Article article;
  article.id = "a-1";
  article.url = "https://a.example/1";
  article.canonical_url = "a.example/1";
  article.source = {"lantern", "The Lantern", {}};
  article.title = "Rain & wind; \"quoted\"";
  article.subtitle = "Wet";
  article.abstract = "Short";
  article.text = "A row\nof a table\n\nIt rains.";
  article.authors = {"Finch, Ada", "Bob Roe"};
  article.agency = "IANS";
  article.place = "Moscow";
  article.section = "World";
  article.language = "en";
  article.tags = {"rain, heavy"};
  article.published = Timestamp{1484823360, DatePrecision::Minute, std::int16_t{330}};
  article.updated = Timestamp{1484823720, DatePrecision::Second, std::int16_t{0}};
  article.date_source = "label";
  article.status = ArticleStatus::Corrected;
  article.provenance.file = "a.txt";
  article.provenance.reader = "scraped";
  const auto again = read(to_json_line(article));
  REQUIRE(again);
  article.provenance = again->provenance;
  CHECK(to_json_line(*again) == to_json_line(article));
}

TEST_CASE("dates that can be read in two ways are read as their publisher writes them") {
  struct Case {
    std::string_view field;
    std::string_view date;
    std::string_view published;
  };
  constexpr Case kCases[] = {
      {R"("url":"https://www.timesofisrael.com/1")", "Jan 19 2017 4:32 PM IST",
       "2017-01-19T16:32:00+02:00"},
      {R"("url":"https://lantern.ie/1")", "Jul 19 2017 4:32 PM IST", "2017-07-19T16:32:00+01:00"},
      {R"("url":"https://lantern.example/1")", "Jan 19 2017 4:32 PM IST",
       "2017-01-19T16:32:00+05:30"},
      {R"("source":"The Daily Star")", "Jan 19 2017 4:32 PM BST", "2017-01-19T16:32:00+06:00"},
      {R"("source_domain":"nytimes.com")", "03/04/2017", "2017-03-04"},
      {R"("source_domain":"ft.com")", "03/04/2017", "2017-04-03"},
      {R"("source":"Los Angeles Times")", "03/04/2017", "2017-03-04"},
      {R"("url":"https://lantern.example/1")", "03/04/2017", "2017-04-03"},
      // The source that a record names goes before the site that holds the copy.
      {R"("source_domain":"ft.com","url":"https://www.nytimes.com/1")", "03/04/2017", "2017-04-03"},
      // A time without a zone gets none, wherever it was published.
      {R"("source_domain":"nytimes.com")", "03/04/2017 16:32", "2017-03-04T16:32:00"},
  };
  for (const Case& row : kCases) {
    const std::string json = R"({"title":"Rain","date":")" + std::string(row.date) + "\"," +
                             std::string(row.field) + "}";
    CAPTURE(json);
    const auto article = read(json);
    REQUIRE(article);
    REQUIRE(article->published);
    CHECK(to_iso(*article->published) == row.published);
  }
}

TEST_CASE("damage that data sets have is mended, and good records lose nothing by it") {
  CHECK(read("\xEF\xBB\xBF{\"title\":\"Rain\"}")->title == "Rain");
  CHECK(read("{\"title\":\"Rain\",\"year\": NaN}")->title == "Rain");
  CHECK(read("{\"title\":\"R\xFCgen\"}")->title == "R\u00FCgen");
  CHECK(read("{\"title\":\"Rain\",\"text\":\"a: NaN\"}")->text == "a: NaN");
}

TEST_CASE("what is no record is refused with the place and the reason") {
  struct Case {
    std::string bytes;
    std::string_view reason;
  };
  const std::string deep =
      "{\"title\":\"T\",\"a\":" + std::string(100000, '[') + std::string(100000, ']') + "}";
  const Case kCases[] = {
      {"{\"title\": \"Rain\", \"te", "line is not valid JSON at byte 22: "},
      {"{\"title\": tru}", "line is not valid JSON at byte 14: "},
      {"", "line is not valid JSON at byte 1: "},
      {"[1,2]", "line is valid JSON, but array where one article as an object was expected"},
      {"[{\"title\": \"Rain\"}]",
       "the record is a JSON array; write one object a line, for instance with jq -c '.[]'"},
      {"\xEF\xBB\xBF [\n  {\"title\": \"Rain\"},\n  {\"ti",
       "the record is a JSON array; write one object a line, for instance with jq -c '.[]'"},
      {"\"a\"", "line is valid JSON, but string where one article as an object was expected"},
      {"{\"title\":\"None\",\"url\":\"https://a.example\"}",
       "record has neither a title nor a text; its keys are: title, url"},
      {"{}", "record has neither a title nor a text; its keys are: "},
      {deep, "line is nested deeper than 64 levels"},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.bytes.substr(0, 60));
    const auto article = read(row.bytes);
    REQUIRE_FALSE(article);
    CHECK(article.error().code == ErrorCode::BadRecord);
    CHECK(article.error().message.starts_with(row.reason));
  }
}

TEST_CASE("all that JSON allows is read, and of members with the same key the last one") {
  const auto nested = [](std::size_t levels) {
    return "{\"title\":\"T\",\"a\":" + std::string(levels - 1, '[') + std::string(levels - 1, ']') +
           "}";
  };
  CHECK(read(nested(64))->title == "T");
  CHECK(read(nested(65)).error().message == "line is nested deeper than 64 levels");
  CHECK(read(R"({"title":"T","n":123456789012345678901234567890})")->title == "T");
  CHECK(read(R"({"title":"T","id":18446744073709551615})")->id == "18446744073709551615");
  CHECK(read(R"({"title":"T","n":1e999})").error().message.starts_with("line is not valid JSON: "));
  CHECK(read(R"({"title":"A","title":"B"})")->title == "B");
  CHECK(read(R"({"title":"T","source":{"name":"A","name":"B"}})")->source.name == "B");
  CHECK(read("{\"title\":\"a\\u00e9\\ud83d\\ude00\\u0000b\"}")->title.starts_with("aé😀"));
  for (const std::string_view half : {"\\ud83d", "\\ude00", "\\ude00\\ud83d", "\\ud83dx"}) {
    CAPTURE(half);
    const auto article = read("{\"title\":\"a " + std::string(half) + "\"}");
    REQUIRE_FALSE(article);
    CHECK(article.error().message.find("surrogate") != std::string::npos);
  }
}

std::vector<Result<Article>> read_all(std::string_view bytes, const FieldNames& names) {
  RawDocument document;
  document.bytes = bytes;
  return std::move(parse_json(document, {NewsHosts::built_in(), names}).results());
}

TEST_CASE("the page of an API gives each of its articles") {
  constexpr std::string_view kPages[] = {
      R"({"status":"ok","articles":[{"title":"Rain"},{"title":"Ships","url":"https://a.example/2"}]})",
      R"({"response":{"results":[{"webTitle":"Rain"},{"webTitle":"Ships","webUrl":"https://a.example/2"}]}})",
      R"({"response":{"docs":[{"headline":{"main":"Rain"}},{"headline":{"main":"Ships"},"web_url":"https://a.example/2"}]}})",
      R"({"items":[{"title":{"rendered":"Rain"}},{"title":{"rendered":"Ships"},"link":"https://a.example/2"}]})",
  };
  for (const std::string_view page : kPages) {
    CAPTURE(page);
    const auto results = read_all(page, FieldNames::none());
    REQUIRE(results.size() == 2);
    CHECK(results[0]->title == "Rain");
    CHECK(results[1]->title == "Ships");
    CHECK(results[1]->url == "https://a.example/2");
  }
  const auto mixed = read_all(R"({"articles":[{"x":1},{"title":"Rain"}]})", FieldNames::none());
  REQUIRE(mixed.size() == 2);
  CHECK(mixed[0].error().message == "record has neither a title nor a text; its keys are: x");
  CHECK(mixed[1]->title == "Rain");
  // An article that has related ones is one article.
  CHECK(read_all(R"({"title":"Rain","results":[{"title":"Ships"}]})", FieldNames::none()).size() ==
        1);
}

TEST_CASE("headers of tables match in any spelling, and --map goes before all names") {
  const auto table =
      read_all(R"({"Title":"Rain","Article Body":"It rains.","Publish-Date":"01-19-2017",)"
               R"("source.name":"Harbour Lantern","URL":"https://a.example/1"})",
               FieldNames::none());
  REQUIRE(table.size() == 1);
  CHECK(table[0]->title == "Rain");
  CHECK(table[0]->text == "It rains.");
  CHECK(to_iso(*table[0]->published) == "2017-01-19");
  CHECK(table[0]->source.name == "Harbour Lantern");
  CHECK(table[0]->url == "https://a.example/1");

  FieldNames names;
  REQUIRE(names.add("body=Volltext"));
  REQUIRE(names.add(" title = kopf.zeile "));
  REQUIRE(names.add("date=tag"));
  const auto mapped = read_all(
      R"({"Volltext":"Es regnet.","text":"no","kopf":{"zeile":"Regen"},"tag":"19.01.2017"})",
      names);
  REQUIRE(mapped.size() == 1);
  CHECK(mapped[0]->title == "Regen");
  CHECK(mapped[0]->text == "Es regnet.");
  CHECK(to_iso(*mapped[0]->published) == "2017-01-19");

  for (const std::string_view rule : {"", "body", "body=", "=x", "colour=x"}) {
    CAPTURE(rule);
    const auto added = names.add(rule);
    REQUIRE_FALSE(added);
    CHECK(added.error().code == ErrorCode::InvalidArgument);
    CHECK(added.error().message.find("one of these fields: id url") != std::string::npos);
  }
}

TEST_CASE("authors with their agency, keywords with their kind and parts of a story are read") {
  const auto huff = read(R"({"headline":"Rain","authors":"Jane Roe, AP"})");
  CHECK(joined(huff->authors) == "Jane Roe");
  CHECK(huff->agency == "AP");
  const auto times =
      read(R"({"headline":{"main":"Rain"},"keywords":[{"name":"subject","value":"Weather"}]})");
  CHECK(joined(times->tags) == "Weather");
  const auto post = read(
      R"({"title":"Rain","contents":[{"type":"byline","content":"By Ada Finch"},{"type":"date",)"
      R"("content":1514865008000},{"type":"sanitized_html","subtype":"paragraph","content":)"
      R"("It <b>rains</b>."},{"type":"image","fullcaption":"A pier."}]})");
  CHECK(joined(post->authors) == "Ada Finch");
  CHECK(to_iso(*post->published) == "2018-01-02T03:50:08Z");
  CHECK(post->text == "It rains.");
}

TEST_CASE("an address without a host is the Washington Post's in its collection alone") {
  const auto post =
      read(R"({"article_url":"/local/ferry/","contents":[{"type":"title","content":"Ferry"}]})");
  REQUIRE(post);
  CHECK(post->url == "https://www.washingtonpost.com/local/ferry/");
  const auto other = read(R"({"title":"Ferry","text":"It sails.","url":"/local/ferry/"})");
  REQUIRE(other);
  CHECK(other->url.find("washingtonpost") == std::string::npos);
}

TEST_CASE("our own record keeps what a message does to articles") {
  Article article;
  article.id = "urn-2";
  article.title = "Rain";
  article.status = ArticleStatus::Corrected;
  article.acts_on = ActsOn{"urn-1", ArticleStatus::Canceled};
  article.sent_version = 7;
  article.embargoed_until = parse_iso_date("2014-03-19T12:00:00Z");
  article.provenance.file = "a";
  const auto again = read(to_json_line(article));
  REQUIRE(again);
  CHECK(to_string(again->status) == "corrected");
  REQUIRE(again->acts_on);
  CHECK(again->acts_on->id == "urn-1");
  CHECK(again->acts_on->status == ArticleStatus::Canceled);
  CHECK(again->sent_version == 7);
  CHECK(again->embargoed_until == article.embargoed_until);
  const auto stored = from_json_line(to_json_line(article));
  REQUIRE(stored);
  REQUIRE(stored->acts_on);
  CHECK(stored->acts_on->id == "urn-1");
  CHECK(stored->acts_on->status == ArticleStatus::Canceled);
  CHECK(stored->sent_version == 7);
  CHECK(stored->embargoed_until == article.embargoed_until);
}

TEST_CASE("the source behind a headline goes, with and without its article") {
  struct Case {
    std::string_view title;
    std::string_view source;
    std::string_view read;
  };
  constexpr Case kCases[] = {
      {"Rain - The Harbour Lantern", "Harbour Lantern", "Rain"},
      {"Rain - Harbour Lantern", "The Harbour Lantern", "Rain"},
      {"Rain - The Harbour Lantern", "The Harbour Lantern", "Rain"},
      {"Rain - The Gull", "Harbour Lantern", "Rain - The Gull"},
      {" - Lantern", "Lantern", "- Lantern"},
      {"Rain - ", "", "Rain -"},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.title);
    const auto article = read(R"({"title":")" + std::string(row.title) + R"(","source":")" +
                              std::string(row.source) + R"("})");
    REQUIRE(article);
    CHECK(article->title == row.read);
  }
}

TEST_CASE("a list of very many objects is refused soon") {
  std::string page = R"({"articles":[)";
  for (int i = 0; i < 300'000; ++i) page += R"({"t":1},)";
  const auto results = read_all(page + "{}]}", FieldNames::none());
  REQUIRE(results.size() == 1);
  CHECK(results[0].error().message == "line has more than 500000 values");
}

TEST_CASE("the type of an article is read where a record states it, and never guessed") {
  struct Case {
    std::string_view members;
    std::string_view type;
  };
  constexpr Case kCases[] = {
      {R"("type":"opinion")", "opinion"},
      {R"("type":"Letter to the Editor")", "letter"},
      // The New York Times and its corpus as JSON
      {R"("document_type":"article","type_of_material":"Op-Ed")", "opinion"},
      {R"("document_type":"article","type_of_material":"News")", "news"},
      {R"("types_of_material":["News","Obituary; Biography"])", "obituary"},
      // What names no kind gives way to what does.
      {R"("type":"article","article_type":"editorial")", "editorial"},
      {R"("type":"post","genre":["Sports","Interview"])", "interview"},
      {R"("Article Type":"Fact Check")", "factcheck"},
      {R"("genre":{"name":"Analysis"})", "analysis"},
      {R"("@type":["NewsArticle","ReviewNewsArticle"])", "review"},
      // The Guardian
      {R"("type":"liveblog","sectionName":"Politics")", "live"},
      {R"("type":"article","tags":[{"id":"world/europe","type":"keyword","webTitle":"Europe"},)"
       R"({"id":"tone/obituaries","type":"tone","webTitle":"Obituaries"}])",
       "obituary"},
      // None of these says it: a section is where a piece stands.
      {R"("type":"article")", ""},
      {R"("type":"text")", ""},
      {R"("type":null,"genre":"")", ""},
      {R"("type":3)", ""},
      {R"("@type":"NewsArticle")", ""},
      {R"("section":"Opinion","pillarName":"Opinion","category":"Op-Ed")", ""},
      {R"("tags":["opinion","review"])", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.members);
    const auto article = read(R"({"title":"Opinion: rain",)" + std::string(row.members) + "}");
    REQUIRE(article);
    CHECK(article->type == row.type);
  }
}

TEST_CASE("the country of the source is read where a record states it") {
  struct Case {
    std::string_view members;
    std::string_view country;
  };
  constexpr Case kCases[] = {
      {R"("source":{"name":"Lantern","country":"ie"})", "IE"},
      {R"("source":"Lantern","source.country":"Ireland")", "IE"},
      // GDELT, webz.io, NewsCatcher and mediastack, newsdata.io
      {R"("domain":"a.example","sourcecountry":"United Kingdom")", "GB"},
      {R"("thread":{"site_full":"a.example","country":"US"})", "US"},
      {R"("country":"de")", "DE"},
      {R"("country":["united states of america"])", "US"},
      {R"("country":["germany","austria"])", ""},
      {R"("publisher":{"name":"Lantern","address":{"addressCountry":"FRA"}})", "FR"},
      {R"("source":{"name":"Lantern","country":"unknown"},"country":"Irland")", "IE"},
      {R"("country":"worldwide")", ""},
      {R"("country":7)", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.members);
    const auto article = read(R"({"title":"Rain",)" + std::string(row.members) + "}");
    REQUIRE(article);
    CHECK(article->source.country == row.country);
  }
}

TEST_CASE("a record of our own keeps its type and country") {
  Article own;
  own.id = "a";
  own.title = "Rain";
  own.type = "factcheck";
  own.source = {"lantern.example", "The Lantern", "lantern.example", "IE"};
  own.provenance.reader = "json";
  const auto again = read(to_json_line(own));
  REQUIRE(again);
  CHECK(again->type == "factcheck");
  CHECK(again->source.country == "IE");
}

}  // namespace
}  // namespace backfile
