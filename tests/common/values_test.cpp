// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/values.h"

#include <doctest/doctest.h>

#include "common/article_json.h"
#include "common/index/terms.h"

using namespace backfile;

namespace {

Article sample() {
  Article article;
  article.id = "a-1";
  article.url = "https://harbour.example/a";
  article.canonical_url = "harbour.example/a";
  article.source = {"harbour.example", "The Harbour", "harbour.example", "IE"};
  article.title = "Ferry \"Aurora\" sails";
  article.subtitle = "At last";
  article.abstract = "Short.";
  article.text = "One.\n\nTwo <b>&amp;.";
  article.authors = {"Ada Lind", "Bo Öst"};
  article.agency = "MPA";
  article.place = "Port Ellery";
  article.section = "Local";
  article.type = "letter";
  article.language = "en";
  article.tags = {"ferry"};
  article.published = Timestamp{1484823360, DatePrecision::Minute, std::int16_t{330}};
  article.updated = Timestamp{1484823720, DatePrecision::Second, std::int16_t{0}};
  article.date_source = "label";
  article.status = ArticleStatus::Corrected;
  article.version = 3;
  article.words = 9;
  article.provenance = {"x.jsonl", 17, 2, "json"};
  return article;
}

}  // namespace

TEST_CASE("a record comes back from its JSON line as it was") {
  const Article article = sample();
  const std::string line = to_json_line(article);
  CHECK(line.find('\n') == std::string::npos);
  const auto back = from_json_line(line);
  REQUIRE(back);
  CHECK(to_json_line(*back) == line);
  CHECK(back->published == article.published);
  CHECK(back->updated == article.updated);
  CHECK(back->source.name == "The Harbour");
  CHECK(back->source.country == "IE");
  CHECK(back->type == "letter");
  CHECK(back->provenance.line == 2);
  CHECK(back->status == ArticleStatus::Corrected);
}

TEST_CASE("what is no record is refused") {
  for (const char* line : {"", "[]", "\"x\"", "{", "nonsense"}) {
    CAPTURE(line);
    CHECK_FALSE(from_json_line(line));
  }
}

TEST_CASE("the content hash sees every word and neither origin nor version") {
  const Article article = sample();
  Article moved = article;
  moved.provenance = {"other.jsonl", 0, 0, "json"};
  moved.version = 1;
  CHECK(content_hash(to_json_line(moved)) == content_hash(to_json_line(article)));
  Article changed = article;
  changed.text += "!";
  CHECK(content_hash(to_json_line(changed)) != content_hash(to_json_line(article)));
  changed = article;
  changed.section = "Sport";
  CHECK(content_hash(to_json_line(changed)) != content_hash(to_json_line(article)));
}

TEST_CASE("the content hash sees the type and not the country, which a table may tell later") {
  Article article = sample();
  const std::string with = content_hash(to_json_line(article));
  article.type = "opinion";
  CHECK(content_hash(to_json_line(article)) != with);
  article = sample();
  article.source.country.clear();
  CHECK(content_hash(to_json_line(article)) == with);
  // Of a format that knew no countries, for all that these articles say.
  CHECK(content_hash(R"({"id":"a","url":"u","source":{"id":"s"},"title":"T","version":1})") ==
        content_hash(
            R"({"id":"a","url":"v","source":{"id":"s","country":"DE"},"title":"T","version":2})"));
}

TEST_CASE("texts that look like the members of a record are texts to the content hash") {
  Article article = sample();
  article.source.name = R"(x","country":"DE"},"title":"y)";
  const std::string hash = content_hash(to_json_line(article));
  article.source.country = "FR";
  CHECK(content_hash(to_json_line(article)) == hash);
  article.source.name = R"(x","country":"FR"},"title":"y)";
  CHECK(content_hash(to_json_line(article)) != hash);
  article = sample();
  article.title = R"(a },"source":{"id":"s","country":"DE"}, b)";
  const std::string titled = content_hash(to_json_line(article));
  article.title = R"(a },"source":{"id":"s","country":"FR"}, b)";
  CHECK(content_hash(to_json_line(article)) != titled);
}

TEST_CASE("type and country are values of their fields") {
  const Article article = sample();
  REQUIRE(keyword_values(article, FieldId::Type).size() == 1);
  CHECK(keyword_values(article, FieldId::Type)[0].value == "letter");
  REQUIRE(keyword_values(article, FieldId::Country).size() == 1);
  CHECK(keyword_values(article, FieldId::Country)[0].value == "IE");
  CHECK(keyword_term(field(FieldId::Country), "IE") == "XCOie");
  CHECK(keyword_values(Article(), FieldId::Type).empty());
  CHECK(keyword_values(Article(), FieldId::Country).empty());
}

TEST_CASE("no term is longer than Xapian takes, and long values stay apart") {
  const Field& place = field(FieldId::Place);
  const std::string a = keyword_term(place, std::string(5000, 'a'));
  const std::string b = keyword_term(place, std::string(5001, 'a'));
  CHECK(a.size() <= kLongestTerm);
  CHECK(b.size() <= kLongestTerm);
  CHECK(a != b);
  CHECK(keyword_term(place, "  Saint-Étienne ") == "XPLsaint-etienne");
  CHECK(keyword_term(place, " ") == "");
  CHECK(id_term("abc") == "Qabc");
}

TEST_CASE("words are stemmed by the language of the article") {
  CHECK(Stemmer("en").stem("ferries") == "ferri");
  CHECK(Stemmer("de").stem("brucken") == "bruck");
  CHECK(Stemmer("ja").stem("ferries") == "ferries");
  CHECK(stem_language("en") == "en");
  CHECK(stem_language("ja") == "und");
  CHECK(word_term(field(FieldId::Title), "ferry") == "Sferry");
  CHECK(word_term(field(FieldId::Text), "ferry") == "ferry");
}
