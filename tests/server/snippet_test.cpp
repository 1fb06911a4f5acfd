// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/snippet.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "common/index/terms.h"
#include "common/index/words.h"
#include "common/text.h"
#include "server/query/parser.h"
#include "tests/server/archive_fixture.h"

namespace backfile {
namespace {

Node term(Node::Kind kind, const std::string& words, std::optional<FieldId> field = {}) {
  Node node{};
  node.kind = kind;
  node.words = folded_words(words);
  node.field = field;
  return node;
}

Node either(std::vector<Node> children) {
  Node node{};
  node.kind = Node::Kind::Or;
  node.children = std::move(children);
  return node;
}

Node word(const std::string& text) { return term(Node::Kind::Word, text); }
Node exact(const std::string& text) { return term(Node::Kind::Exact, text); }

// The text with "[" and "]" where marks begin and end.
std::string shown(const Snippet& snippet) {
  std::string text;
  std::size_t copied = 0;
  for (const auto& [begin, end] : snippet.marks) {
    REQUIRE(begin >= copied);
    REQUIRE(end <= snippet.text.size());
    text += snippet.text.substr(copied, begin - copied) + "[" +
            snippet.text.substr(begin, end - begin) + "]";
    copied = end;
  }
  return text + snippet.text.substr(copied);
}

std::vector<std::string> snippets_of(const std::string& text, const std::optional<Node>& root,
                                     std::size_t count, const std::string& language = "en") {
  Article article = make_article("a", "", text);
  article.language = language;
  WordMarker marker(root);
  std::vector<std::string> all;
  for (const Snippet& snippet : best_snippets(article, &marker, count)) {
    all.push_back(shown(snippet));
  }
  return all;
}

std::string snippet_of(const std::string& text, const std::optional<Node>& root,
                       const std::string& language = "en") {
  const std::vector<std::string> snippets = snippets_of(text, root, 1, language);
  return snippets.empty() ? std::string() : snippets.front();
}

TEST_CASE("short texts are shown whole, with every match marked") {
  struct Row {
    std::string text;
    std::optional<Node> query;
    std::string language;
    std::string shown;
  };
  Node negated{};
  negated.kind = Node::Kind::Not;
  negated.children = {word("storm")};
  const std::vector<Row> rows = {
      {"The ferries sailed.", word("ferry"), "en", "The [ferries] sailed."},
      {"The ferries sailed.", exact("ferry"), "en", "The ferries sailed."},
      {"Ferry, FERRY and ferryman", exact("ferry"), "en", "[Ferry], [FERRY] and ferryman"},
      {"Ferry, FERRY and ferryman", term(Node::Kind::Prefix, "ferr"), "en",
       "[Ferry], [FERRY] and [ferryman]"},
      {"grain prices rose; prices of grain fell; grain, prices", exact("grain prices"), "en",
       "[grain prices] rose; prices of grain fell; [grain, prices]"},
      {"grain prices", exact("grain grain"), "en", "grain prices"},
      {"ha ha ha", exact("ha ha"), "en", "[ha ha ha]"},
      {"The storm hit the ferry", either({word("ferry"), negated}), "en",
       "The storm hit the [ferry]"},
      {"The storm hit the ferry", std::nullopt, "en", "The storm hit the ferry"},
      {"The storm", term(Node::Kind::Word, "storm", FieldId::Title), "en", "The storm"},
      {"The storm", term(Node::Kind::Word, "storm", FieldId::Text), "en", "The [storm]"},
      {"Die Häuser in Zürich", word("Haus"), "de", "Die [Häuser] in Zürich"},
      {"Die Häuser in Zürich", exact("zurich"), "de", "Die Häuser in [Zürich]"},
      {"Die Häuser", word("Haus"), "xx", "Die Häuser"},
      {"U.S. troops", exact("U.S."), "en", "[U.S]. troops"},
      {"東京の朝", exact("東京"), "ja", "[東京]の朝"},
      {"First.\n\nSecond\nline.", word("second"), "en", "First. [Second] line."},
      {"", word("storm"), "en", ""},
      {"?!", word("storm"), "en", "?!"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(snippet_of(row.text, row.query, row.language) == row.shown);
  }
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST_CASE("a long text is cut around the best matches") {
  const std::string filler = repeated("Nothing of note was said there. ", 20);
  struct Row {
    std::string name;
    std::string text;
    std::optional<Node> query;
    std::string shown_begin;
    std::string shown_end;
  };
  const std::string long_sentence = repeated("and then some more ", 40);
  const std::vector<Row> rows = {
      {"without words: the beginning, to the end of a sentence", filler, std::nullopt,
       "Nothing of note was said there.", "was said there."},
      {"from the start of the match's sentence", filler + "The storm came. " + filler,
       word("storm"), "The [storm] came. Nothing", "was said there."},
      {"most different words win over the earliest",
       "The storm came. " + filler + "A ferry sank in the storm. " + filler,
       either({word("storm"), word("ferry")}), "A [ferry] sank in the [storm]. Nothing",
       "was said there."},
      {"of equals the earliest", filler + "One storm. " + filler + "Two storms. " + filler,
       word("storm"), "One [storm]. Nothing", "was said there."},
      {"cut in the middle of a sentence on both sides", long_sentence + "storm " + long_sentence,
       word("storm"), "\u2026", "\u2026"},
      {"at the end of the text", filler + "At last a storm.", word("storm"), "At last a [storm].",
       "At last a [storm]."},
      {"only in the title", filler, term(Node::Kind::Word, "note", FieldId::Title),
       "Nothing of note", "was said there."},
      {"opening quotes stay", filler + "\"Storm!\" he said. " + filler, word("storm"),
       "\"[Storm]!\" he said. Nothing", "was said there."},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const std::string shown = snippet_of(row.text, row.query);
    CAPTURE(shown);
    CHECK(shown.starts_with(row.shown_begin));
    CHECK(shown.ends_with(row.shown_end));
  }
}

TEST_CASE("a snippet is never much longer than its limit, never empty, and valid UTF-8") {
  const std::vector<std::string> texts = {
      repeated("storm ", 5000),     repeated("東", 3000),
      repeated("x", 5000),          repeated("=", 3000) + " storm " + repeated("=", 3000),
      repeated("storm.\n\n", 2000), repeated("é", 2000) + " storm"};
  for (const std::string& text : texts) {
    WordMarker marker(either({word("storm"), exact("東東東")}));
    const std::vector<Snippet> snippets = best_snippets(make_article("a", "", text), &marker, 5);
    CHECK_FALSE(snippets.empty());
    for (const Snippet& snippet : snippets) {
      std::size_t letters = 0;
      for (const char byte : snippet.text) letters += (byte & 0xc0) != 0x80 ? 1 : 0;
      CHECK(letters > 0);
      CHECK(letters <= kSnippetLetters + 2 + 16);
      CHECK(is_valid_utf8(snippet.text));
      shown(snippet);
    }
  }
}

TEST_CASE("stemmers that are said to keep the first letter keep it") {
  std::mt19937 random(3);
  const std::string letters = "aaeeiioouuyybcdefghijklmnopqrstuvwxyz";
  const auto any = [&random](std::size_t most) {
    return std::uniform_int_distribution<std::size_t>(0, most)(random);
  };
  std::size_t languages = 0;
  for (const char* language : {"ar", "ca", "da", "de", "en", "es", "eu", "fi", "fr", "ga", "hu",
                               "id", "it", "lt", "nl", "no", "pt", "ro", "ru", "sv", "tr", "und"}) {
    if (!stems_keep_first_byte(language)) continue;
    ++languages;
    const Stemmer stemmer(language);
    for (int i = 0; i < 20'000; ++i) {
      std::string made(1 + any(9), ' ');
      for (char& letter : made) letter = letters[any(letters.size() - 1)];
      REQUIRE(stemmer.stem(made).substr(0, 1) == made.substr(0, 1));
    }
    for (const char* known : {"dying", "skies", "ugly", "\u0448\u043a\u043e\u043b\u044b"}) {
      CHECK(stemmer.stem(known).substr(0, 1) == std::string(known).substr(0, 1));
    }
  }
  CHECK(languages == 12);
  CHECK_FALSE(stems_keep_first_byte("id"));
}

// Words of a few kinds, sometimes with marks and sentence ends between them, for so many bytes.
std::string random_text(std::mt19937* random, std::size_t bytes, int rarity) {
  const std::vector<std::string> common = {
      "the", "of", "harbour", "na\u00efve", "said", "a", "\u6771", "extraordinarily", "x", "tide"};
  const std::vector<std::string> rare = {"storm", "storms", "grain", "grain prices", "ferry"};
  const std::vector<std::string> gaps = {" ", " ", " ", " ", ", ", ". ", "\n\n", "? \u201c", "-"};
  const auto any = [random](const std::vector<std::string>& from) {
    return from[std::uniform_int_distribution<std::size_t>(0, from.size() - 1)(*random)];
  };
  std::string text;
  while (text.size() < bytes) {
    text += std::uniform_int_distribution<int>(0, rarity)(*random) == 0 ? any(rare) : any(common);
    text += any(gaps);
  }
  return std::string(truncate_utf8(text, bytes));
}

TEST_CASE("reading a text in steps gives the snippet of reading all of it") {
  const std::vector<Node> queries = {word("storm"),
                                     exact("grain prices"),
                                     either({word("storm"), word("grain")}),
                                     either({word("storm"), exact("grain prices"), word("ferry")}),
                                     either({exact("the of"), exact("said a x")}),
                                     either({word("storm"), word("absent")}),
                                     term(Node::Kind::Prefix, "extra"),
                                     exact("\u6771 \u6771")};
  std::mt19937 random(7);
  for (int i = 0; i < 1500; ++i) {
    const auto bytes = std::uniform_int_distribution<std::size_t>(1, kDecidingBytes)(random);
    const int rarity = i % 3 == 0 ? 20 : i % 3 == 1 ? 300 : 3000;
    const std::string text = random_text(&random, bytes, rarity);
    const Node& query = queries[static_cast<std::size_t>(i) % queries.size()];
    WordMarker marker(query);
    const auto count = 1 + static_cast<std::size_t>(i) % 3;
    std::vector<std::string> whole;
    for (const Snippet& one : cut_snippets(text, marker.look(text, FieldId::Text, "en"), count)) {
      whole.push_back(shown(one));
    }
    CAPTURE(i);
    REQUIRE(snippets_of(text, query, count) == whole);
  }
}

TEST_CASE("several pieces of a text: the best ones in its order, and no more than there are") {
  const std::string filler = repeated("Nothing of note was said there. ", 20);
  const Node either_word = either({word("storm"), word("ferry"), word("grain")});
  struct Row {
    std::string name;
    std::string text;
    std::optional<Node> query;
    std::size_t count;
    std::vector<std::string> begins;
  };
  const std::string three =
      "One storm. " + filler + "Two storms. " + filler + "Three storms. " + filler;
  const std::string mixed = "A storm. " + filler + "A ferry in a storm. " + filler +
                            "More storms. " + filler + "Grain. " + filler;
  const std::vector<Row> rows = {
      {"none", three, word("storm"), 0, {}},
      {"of equals the earliest", three, word("storm"), 2, {"One [storm].", "Two [storms]."}},
      {"fewer than asked for",
       three,
       word("storm"),
       5,
       {"One [storm].", "Two [storms].", "Three [storms]."}},
      {"the best one", mixed, either_word, 1, {"A [ferry] in a [storm]."}},
      {"then a word that is not shown yet",
       mixed,
       either_word,
       2,
       {"A [ferry] in a [storm].", "[Grain]."}},
      {"then what is left",
       mixed,
       either_word,
       3,
       {"A [storm].", "A [ferry] in a [storm].", "[Grain]."}},
      {"all",
       mixed,
       either_word,
       5,
       {"A [storm].", "A [ferry] in a [storm].", "More [storms].", "[Grain]."}},
      {"a text that is shown whole",
       "A storm. A ferry.",
       either_word,
       5,
       {"A [storm]. A [ferry]."}},
      {"no match: the beginning alone", filler, word("storm"), 5, {"Nothing of note"}},
      {"without a query", filler, std::nullopt, 3, {"Nothing of note"}},
      {"no text", "", word("storm"), 3, {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const std::vector<std::string> found = snippets_of(row.text, row.query, row.count);
    REQUIRE(found.size() == row.begins.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      CAPTURE(found[i]);
      CHECK(found[i].starts_with(row.begins[i]));
    }
  }
}

// As snippets write a text: blanks and line ends are single blanks.
std::string with_single_blanks(const std::string& text) {
  std::string single;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t';
    if (blank && (single.empty() || single.back() == ' ')) continue;
    single += blank ? ' ' : c;
  }
  return single;
}

TEST_CASE("pieces of a text do not overlap, and more of them show what fewer show and more") {
  std::mt19937 random(11);
  const Node query = either({word("storm"), word("ferry")});
  const auto marks_in = [](const std::vector<Snippet>& snippets) {
    std::size_t marks = 0;
    for (const Snippet& snippet : snippets) marks += snippet.marks.size();
    return marks;
  };
  for (int i = 0; i < 600; ++i) {
    CAPTURE(i);
    const auto bytes = std::uniform_int_distribution<std::size_t>(1, 8000)(random);
    const std::string text = random_text(&random, bytes, i % 2 == 0 ? 40 : 200);
    const std::string single = with_single_blanks(text);
    WordMarker marker(query);
    const std::vector<SeenWord> words = marker.look(text, FieldId::Text, "en");
    const auto matches = static_cast<std::size_t>(
        std::ranges::count_if(words, [](const SeenWord& seen) { return seen.matches != 0; }));
    std::vector<std::string> fewer;
    for (std::size_t count = 1; count <= 5; ++count) {
      CAPTURE(count);
      const std::vector<Snippet> snippets =
          best_snippets(make_article("a", "", text), &marker, count);
      REQUIRE(snippets.size() <= count);
      std::vector<std::string> pieces;
      std::size_t end = 0;
      for (const Snippet& snippet : snippets) {
        std::string piece = snippet.text;
        for (const std::string ellipsis : {"\u2026"}) {
          if (piece.starts_with(ellipsis)) piece.erase(0, ellipsis.size());
          if (piece.ends_with(ellipsis)) piece.erase(piece.size() - ellipsis.size());
        }
        const std::size_t at = single.find(piece, end);
        REQUIRE_MESSAGE(at != std::string::npos, piece);
        end = at + piece.size();
        if (snippets.size() > 1) CHECK_FALSE(snippet.marks.empty());
        pieces.push_back(snippet.text);
      }
      for (const std::string& one : fewer) CHECK(std::ranges::count(pieces, one) > 0);
      if (snippets.size() < count && matches > 0) CHECK(marks_in(snippets) == matches);
      fewer = std::move(pieces);
    }
  }
}

TEST_CASE("of a very long text the first part decides, unless nothing matches there") {
  const std::string filler = repeated("Nothing of note was said there. ", 2000);
  REQUIRE(filler.size() > kDecidingBytes);
  const Node query = either({word("storm"), word("ferry")});
  CHECK(snippet_of("A storm came. " + filler + "A ferry sank in the storm.", query)
            .starts_with("A [storm] came. Nothing"));
  CHECK(snippet_of(filler + "A ferry sank in the storm.", query) ==
        "A [ferry] sank in the [storm].");
  // Behind it is looked for what is still wanted.
  const std::vector<std::string> two =
      snippets_of("A storm came. " + filler + "A ferry sank in the storm.", query, 2);
  REQUIRE(two.size() == 2);
  CHECK(two[0].starts_with("A [storm] came. Nothing"));
  CHECK(two[1] == "A [ferry] sank in the [storm].");
}

TEST_CASE("titles are shown whole and marked by words without a field and words of the title") {
  const Article article = make_article("a", "Storm: a ferry, a storm tide", "");
  struct Row {
    Node query;
    std::string shown;
  };
  const std::vector<Row> rows = {
      {word("storms"), "[Storm]: a ferry, a [storm] tide"},
      {term(Node::Kind::Word, "storm", FieldId::Title), "[Storm]: a ferry, a [storm] tide"},
      {term(Node::Kind::Word, "storm", FieldId::Text), "Storm: a ferry, a storm tide"},
      {exact("storm tide"), "Storm: a ferry, a [storm tide]"},
  };
  for (const Row& row : rows) {
    WordMarker marker(row.query);
    CHECK(shown(marked_title(article, &marker)) == row.shown);
  }
}

std::string marked(const std::string& query, const std::string& text) {
  const Result<Query> parsed = parse_query(query);
  REQUIRE_MESSAGE(parsed, parsed.error().message);
  return snippet_of(text, parsed->root);
}

TEST_CASE("what stands together is marked, and the same words elsewhere are not") {
  struct Row {
    std::string query;
    std::string text;
    std::string shown;
  };
  const std::vector<Row> rows = {
      {"storm W/2 ferry", "Storms far from a ferry; the ferry in storms.",
       "Storms far from a ferry; the [ferry] in [storms]."},
      {"ferry PRE/2 storm", "Storm, ferry, a storm.", "Storm, [ferry], a [storm]."},
      {"ferry W/S storm", "A ferry sank. A storm. The ferry met a storm.",
       "A ferry sank. A storm. The [ferry] met a [storm]."},
      {"ferry W/P storm", "A ferry sank.\n\nA storm, a ferry.",
       "A ferry sank. A [storm], a [ferry]."},
      {"ferry NOT W/2 storm", "ferry storm and then once more the ferry",
       "ferry storm and then once more the [ferry]"},
      {"ATLEAST2(ferry)", "A ferry and ferries", "A [ferry] and [ferries]"},
      {"ATLEAST2(ferry) OR storm", "A ferry in storms", "A [ferry] in [storms]"},
      {"(\"night ferry\" W/3 storm) W/5 harbour", "night ferry in storms at the harbour, ferry",
       "[night] [ferry] in [storms] at the [harbour], ferry"},
      {"harbour~1", "harbours, arbour, harbuor, harp", "[harbours], [arbour], [harbuor], harp"},
      {"fe?r*", "ferries, furrows", "[ferries], furrows"},
      {"lead:ferry", "ferry", "[ferry]"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.query);
    CHECK(marked(row.query, row.text) == row.shown);
  }
}

TEST_CASE("a word behind the lead does not match the lead") {
  std::string words;
  for (int i = 0; i < 60; ++i) words += " word";
  CHECK(marked("lead:ferry", "A storm." + words + ".\n\nThe ferry.").find('[') ==
        std::string::npos);
  CHECK(marked("lead:ferry", "The ferry." + words).find("[ferry]") != std::string::npos);
}

}  // namespace
}  // namespace backfile
