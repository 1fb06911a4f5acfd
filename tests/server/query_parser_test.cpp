// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "common/date.h"
#include "server/query/ast.h"
#include "server/query/parser.h"

namespace backfile {
namespace {

std::string repeated(const std::string& piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

Node parsed(const std::string& query) {
  const Result<Query> result = parse_query(query);
  REQUIRE(result.has_value());
  REQUIRE(result->root.has_value());
  return *result->root;
}

Error refused(const std::string& query) {
  const Result<Query> result = parse_query(query);
  REQUIRE_FALSE(result.has_value());
  return result.error();
}

}  // namespace

TEST_CASE("an empty query has no tree and no error") {
  for (const char* query : {"", " ", "\t\n ", "\u00a0", "\u200b"}) {
    CAPTURE(query);
    const Result<Query> result = parse_query(query);
    REQUIRE(result.has_value());
    CHECK_FALSE(result->root.has_value());
  }
}

TEST_CASE("the example of each field is a query on that field") {
  for (const Field& row : kFields) {
    CAPTURE(row.name);
    const Result<Query> query = parse_query(row.example);
    REQUIRE(query.has_value());
    CHECK(query->root->field == row.id);
    CHECK(query->warnings.empty());
  }
}

TEST_CASE("words are kept folded for the index and as written for people") {
  const Node word = parsed("Café");
  CHECK(word.kind == Node::Kind::Word);
  CHECK(word.words == std::vector<std::string>{"cafe"});
  CHECK(word.value == "Café");
  CHECK_FALSE(word.field.has_value());
  const Node phrase = parsed("title:\"Süddeutsche, Zeitung!\"");
  CHECK(phrase.kind == Node::Kind::Exact);
  CHECK(phrase.words == std::vector<std::string>{"suddeutsche", "zeitung"});
  CHECK(phrase.value == "Süddeutsche Zeitung");
  CHECK(phrase.field == FieldId::Title);
  const Node exact = parsed("text:=Ferries");
  CHECK(exact.kind == Node::Kind::Exact);
  CHECK(exact.words == std::vector<std::string>{"ferries"});
  CHECK(exact.field == FieldId::Text);
  const Node prefix = parsed("Élec*");
  CHECK(prefix.kind == Node::Kind::Prefix);
  CHECK(prefix.words == std::vector<std::string>{"elec"});
  const Node place = parsed("place:\" New   York \"");
  CHECK(place.kind == Node::Kind::Keyword);
  CHECK(place.value == "New York");
  CHECK(place.field == FieldId::Place);
}

TEST_CASE("a date stands for its first second to its end") {
  struct Case {
    const char* query;
    const char* from;  // Empty: open.
    const char* until;
  };
  const Case cases[] = {
      {"date:2014", "2014-01-01T00:00:00Z", "2015-01-01T00:00:00Z"},
      {"date:2014-02", "2014-02-01T00:00:00Z", "2014-03-01T00:00:00Z"},
      {"date:2014-02..2014-04", "2014-02-01T00:00:00Z", "2014-05-01T00:00:00Z"},
      {"date:2014-12-31", "2014-12-31T00:00:00Z", "2015-01-01T00:00:00Z"},
      {"date:1912-04-14..1912-04-15", "1912-04-14T00:00:00Z", "1912-04-16T00:00:00Z"},
      {"date:..2014", "", "2015-01-01T00:00:00Z"},
      {"date:2014..", "2014-01-01T00:00:00Z", ""},
      {"date:\"2014-02-03 10:30\"", "2014-02-03T10:30:00Z", "2014-02-03T10:31:00Z"},
      {"date:2014-02-03T10:30:00+01:00..", "2014-02-03T09:30:00Z", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.query);
    const Node node = parsed(c.query);
    CHECK(node.kind == Node::Kind::Date);
    CHECK(node.field == FieldId::Published);
    if (*c.from == 0) {
      CHECK(node.from == kOpenFrom);
    } else {
      CHECK(to_iso_utc(node.from) == c.from);
    }
    if (*c.until == 0) {
      CHECK(node.until == kOpenUntil);
    } else {
      CHECK(to_iso_utc(node.until) == c.until);
    }
  }
}

TEST_CASE("a date that counts back stands for the running hour or day and what lies before") {
  // 2024-02-29 is a day that few months and years have.
  constexpr std::int64_t kNow = 1'709'213'400;  // 2024-02-29T13:30:00Z.
  struct Case {
    const char* query;
    const char* from;
    const char* until;
  };
  const Case cases[] = {
      {"last:1h", "2024-02-29T12:00:00Z", "2024-02-29T14:00:00Z"},
      {"last:24h", "2024-02-28T13:00:00Z", "2024-02-29T14:00:00Z"},
      {"last:1d", "2024-02-28T00:00:00Z", "2024-03-01T00:00:00Z"},
      {"last:7d", "2024-02-22T00:00:00Z", "2024-03-01T00:00:00Z"},
      {"LAST:7days", "2024-02-22T00:00:00Z", "2024-03-01T00:00:00Z"},
      {"last:\"1 week\"", "2024-02-22T00:00:00Z", "2024-03-01T00:00:00Z"},
      {"last:2w", "2024-02-15T00:00:00Z", "2024-03-01T00:00:00Z"},
      {"last:1m", "2024-01-29T00:00:00Z", "2024-03-01T00:00:00Z"},
      {"last:3months", "2023-11-29T00:00:00Z", "2024-03-01T00:00:00Z"},
      {"last:1y", "2023-02-28T00:00:00Z", "2024-03-01T00:00:00Z"},
      {"last:4years", "2020-02-29T00:00:00Z", "2024-03-01T00:00:00Z"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.query);
    const Result<Query> query = parse_query(c.query, {.now = kNow});
    REQUIRE(query.has_value());
    CHECK(query->root->kind == Node::Kind::Date);
    CHECK(to_iso_utc(query->root->from) == c.from);
    CHECK(to_iso_utc(query->root->until) == c.until);
    CHECK(query->holds_until == query->root->until);
    // At any time until then it means the same, and then something else.
    const Result<Query> last = parse_query(c.query, {.now = query->root->until - 1});
    CHECK(last->root == query->root);
    const Result<Query> next = parse_query(c.query, {.now = query->root->until});
    CHECK(next->root != query->root);
  }
  CHECK_FALSE(parse_query("date:2014")->holds_until.has_value());
  const Result<Query> both = parse_query("last:2d OR last:2h", {.now = kNow});
  CHECK(both->holds_until == 1'709'215'200);  // 14:00.
}

TEST_CASE("a warning on mixed operators shows the reading of that level") {
  const Result<Query> query = parse_query("ferry harbour OR (boat OR ship sail)");
  REQUIRE(query.has_value());
  REQUIRE(query->warnings.size() == 2);
  CHECK(query->warnings[0].detail.find("boat OR (ship AND sail)") != std::string::npos);
  CHECK(query->warnings[1].detail.find("(ferry AND harbour) OR boat") != std::string::npos);
}

TEST_CASE("where words are looked for that name no field decides what can be near what") {
  const auto in_title =
      parse_query("(storm W/3 \"night ferr*\") AND lead:gale AND tag:sea", {.in = FieldId::Title});
  REQUIRE(in_title);
  CHECK(to_string(*in_title->root) ==
        "(title:storm W/3 (title:\"night\" PRE/1 title:ferr*)) AND lead:gale AND tag:\"sea\"");
  const auto apart = parse_query("storm W/3 text:gale", {.in = FieldId::Title});
  REQUIRE_FALSE(apart);
  CHECK(apart.error().detail.position == 6);
  CHECK(apart.error().detail.found == "W/3");
  CHECK(apart.error().detail.suggestion == "storm AND text:gale");
  CHECK(parse_query("storm W/3 text:gale", {.in = FieldId::Lead}));
}

TEST_CASE("what is not UTF-8 is refused where it begins") {
  for (const auto& [query, position] :
       {std::pair<const char*, std::size_t>{"ferry AND \xff", 10}, {"\xc3", 0}}) {
    const Error error = refused(query);
    CHECK(error.message.find("Expected UTF-8") != std::string::npos);
    CHECK(error.detail.position == position);
  }
}

TEST_CASE("a query at a limit is accepted, and one step beyond it is refused") {
  const std::string longest = '"' + std::string(kMaxQueryBytes - 2, 'x') + '"';
  CHECK(parse_query(longest).has_value());
  CHECK(refused(longest + ' ').message.find("2048 bytes, this one has 2049") != std::string::npos);

  CHECK(parse_query(repeated("a ", kMaxQueryTerms)).has_value());
  const Error terms = refused(repeated("a ", kMaxQueryTerms + 1));
  CHECK(terms.detail.position == kMaxQueryTerms * 2);
  CHECK(refused(repeated("place:a date:2014 ", 33)).message.find("at most 64") !=
        std::string::npos);
  CHECK(refused(repeated("\"a b c d e f g h\" ", 8) + "i").message.find("at most 64") !=
        std::string::npos);

  const std::string phrase = repeated("a ", kMaxPhraseWords);
  CHECK(parse_query('"' + phrase + '"').has_value());
  CHECK(refused('"' + phrase + "b\"").message.find("has 17") != std::string::npos);
  CHECK(refused("https://example.com/" + repeated("a/", 15)).message.find("at most 16") !=
        std::string::npos);

  const std::string open = repeated("(", kMaxQueryDepth);
  const std::string close = repeated(")", kMaxQueryDepth);
  CHECK(parse_query(open + "a" + close).has_value());
  CHECK(refused('(' + open + "a" + close + ')').detail.position == kMaxQueryDepth);
  CHECK(parse_query(repeated("NOT ", kMaxQueryDepth) + "a").has_value());
  CHECK(refused(repeated("NOT ", kMaxQueryDepth + 1) + "a").detail.position == 32);
}

TEST_CASE("operators above one another are limited, not only brackets") {
  // Each level is an OR, an AND and a NOT deep.
  std::string query = "a";
  for (int i = 0; i < 3; ++i) query = "b OR c AND NOT (" + query + ")";
  CHECK(refused(query).message.find("8 levels") != std::string::npos);
  CHECK(refused(repeated("(", 2000)).message.find("8 levels") != std::string::npos);
  CHECK(refused(repeated("NOT ", 500)).message.find("8 levels") != std::string::npos);
  CHECK(refused(repeated("-(", 1000)).message.find("8 levels") != std::string::npos);
}

}  // namespace backfile
