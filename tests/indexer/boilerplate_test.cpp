// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/boilerplate.h"

#include <doctest/doctest.h>
#include <xapian.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "common/archive/manifest.h"
#include "common/index/records.h"
#include "common/text.h"
#include "indexer/index/archive_writer.h"
#include "tests/support/spooling.h"
#include "tests/support/temporary_directory.h"

namespace backfile {
namespace {

Article article(const std::string& id, const std::string& text,
                const std::string& source = "lantern.example") {
  Article made;
  made.id = id;
  made.title = "Headline " + id;
  made.text = text;
  made.language = "en";
  made.source = {source, source, source};
  return made;
}

BatchOutcome add(const std::string& archive, const std::vector<Article>& articles) {
  auto writer = ArchiveWriter::open(archive, {2});
  REQUIRE(writer);
  auto spool = writer->new_spool();
  REQUIRE(spool);
  for (const Article& one : articles) REQUIRE(add_to(&*spool, one));
  const auto outcome = writer->publish(&*spool, false);
  REQUIRE(outcome);
  return *outcome;
}

using Words = std::map<std::string, std::uint32_t>;  // With their frequencies.

// What can be found of each live article, by id.
std::map<std::string, Words> searchable(const std::string& archive) {
  const auto manifest = read_manifest(archive);
  REQUIRE(manifest);
  std::map<std::string, Words> found;
  for (const SegmentEntry& segment : manifest->segments) {
    Xapian::Database database(archive + "/" + segment.name + std::string(kDatabaseSuffix));
    std::map<Xapian::docid, std::string> ids;
    for (auto term = database.allterms_begin("Q"); term != database.allterms_end("Q"); ++term) {
      for (auto posting = database.postlist_begin(*term); posting != database.postlist_end(*term);
           ++posting) {
        const bool live = !std::ranges::binary_search(segment.dead, *posting);
        if (live) ids[*posting] = (*term).substr(1);
      }
    }
    for (const auto& [docid, id] : ids) CHECK(found.emplace(id, Words()).second);
    for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
      if ((*term)[0] >= 'A' && (*term)[0] <= 'Z') continue;
      for (auto posting = database.postlist_begin(*term); posting != database.postlist_end(*term);
           ++posting) {
        if (ids.contains(*posting)) found[ids[*posting]][*term] = posting.get_wdf();
      }
    }
  }
  return found;
}

bool has_word(const std::map<std::string, Words>& found, const std::string& id,
              const std::string& word) {
  return found.at(id).contains(word);
}

std::string stored_text(const std::string& archive, const std::string& id) {
  const auto manifest = read_manifest(archive);
  REQUIRE(manifest);
  for (const SegmentEntry& segment : manifest->segments) {
    const auto records =
        open_view<Records>(archive + "/" + segment.name + std::string(kRecordsSuffix));
    REQUIRE(records);
    for (std::uint32_t docid = 1; docid <= segment.documents; ++docid) {
      const auto record = from_json_line(*records->record(docid));
      REQUIRE(record);
      if (record->id == id) return record->text;
    }
  }
  return {};
}

}  // namespace

TEST_CASE("a line is boilerplate from three articles, three in ten and a source of five on") {
  struct Case {
    std::uint64_t with_line;
    std::uint64_t articles;
    bool expected;
  };
  constexpr Case kCases[] = {{3, 10, true},   {2, 5, false},      {3, 5, true},
                             {4, 4, false},   {3, 11, false},     {4, 13, true},
                             {30, 100, true}, {29, 100, false},   {300, 1'000, true},
                             {0, 0, false},   {299, 1'000, false}};
  for (const Case& row : kCases) {
    CAPTURE(row.with_line);
    CAPTURE(row.articles);
    CHECK(is_boilerplate(row.with_line, row.articles) == row.expected);
  }
}

TEST_CASE("lines come back from their item with the decision on each, and a cut item is shorter") {
  const ArticleLines lines = lines_of(article("a", "One.\n\nTwo.\n  One.  \nThree."));
  REQUIRE(lines.lines.size() == 3);
  const std::vector<std::uint64_t> withheld = {line_hash("Two.")};
  const std::string bytes = lines_item(lines, withheld);
  CHECK(bytes.size() == 4 * kLineBytes);
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    const LinesItem item({reinterpret_cast<const std::uint8_t*>(bytes.data()), size});
    CHECK(item.source() == (size < kLineBytes ? 0 : source_hash("lantern.example")));
    for (std::size_t i = 0; i < item.size(); ++i) {
      CHECK(item.line(i) == lines.lines[i]);
      CHECK(item.is_withheld(i) == (item.line(i) == withheld[0]));
    }
    CHECK(item.size() == (size < kLineBytes ? 0 : size / kLineBytes - 1));
  }
}

TEST_CASE("an article without a source has no lines to learn from") {
  CHECK(lines_of(article("a", "One.", "")).lines.empty());
  CHECK(lines_item(lines_of(article("a", "One.", "")), {}).empty());
}

TEST_CASE("a line that recurs in a source is stored, but found in another source only") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  std::vector<Article> articles;
  const std::string call = "Subscribe to the gazette of gulls.";
  for (int i = 0; i < 10; ++i) {
    const std::string n = std::to_string(i);
    articles.push_back(article("a" + n, "Ferry number" + n + " sails.\n\n" + call));
  }
  articles.push_back(article("other", "A ferry sails.\n\n" + call, "harbour.example"));
  add(archive, articles);
  const auto found = searchable(archive);
  REQUIRE(found.size() == 11);
  for (int i = 0; i < 10; ++i) {
    const std::string id = "a" + std::to_string(i);
    CHECK_FALSE(has_word(found, id, "gazette"));
    CHECK(has_word(found, id, "ferry"));
    CHECK(has_word(found, id, "headline"));
  }
  CHECK(has_word(found, "other", "gazette"));
  CHECK(stored_text(archive, "a3") == "Ferry number3 sails.\n\n" + call);
}

TEST_CASE("an article that consists of recurring lines keeps them") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  std::vector<Article> articles;
  for (int i = 0; i < 6; ++i) articles.push_back(article(std::to_string(i), "No ferry today."));
  articles.push_back(article("longer", "No ferry today.\nThe sea is rough."));
  add(archive, articles);
  const auto found = searchable(archive);
  CHECK(has_word(found, "3", "today"));
  CHECK_FALSE(has_word(found, "longer", "today"));
  CHECK(has_word(found, "longer", "sea"));
}

TEST_CASE("older articles follow what is learnt later, and what is no longer true") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  const auto page = [](int i, bool with_call) {
    return article("p" + std::to_string(i), "Story" + std::to_string(i) + " of the day." +
                                                (with_call ? "\n\nFollow our gulls." : ""));
  };
  for (int i = 0; i < 4; ++i) CHECK(add(archive, {page(i, true)}).reindexed == 0);
  CHECK(has_word(searchable(archive), "p0", "gulls"));
  // The fifth article makes it a source that can be judged.
  CHECK(add(archive, {page(4, true)}).reindexed == 4);
  auto found = searchable(archive);
  for (int i = 0; i < 5; ++i) CHECK_FALSE(has_word(found, "p" + std::to_string(i), "gulls"));
  // Five of sixteen are three in ten still, five of seventeen are not.
  for (int i = 5; i < 16; ++i) CHECK(add(archive, {page(i, false)}).reindexed == 0);
  CHECK(add(archive, {page(16, false)}).reindexed == 5);
  found = searchable(archive);
  for (int i = 0; i < 5; ++i) CHECK(has_word(found, "p" + std::to_string(i), "gulls"));
  CHECK(found.size() == 17);
  const auto manifest = read_manifest(archive);
  CHECK(manifest->articles() == 17);
}

TEST_CASE("an article that is taken out counts no longer and does not come back") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  for (int i = 0; i < 5; ++i) {
    const std::string n = std::to_string(i);
    add(archive, {article("p" + n, "Story" + n + ".\nFollow our gulls.")});
  }
  CHECK_FALSE(has_word(searchable(archive), "p0", "gulls"));
  {
    auto writer = ArchiveWriter::open(archive, {2});
    REQUIRE(writer);
    auto spool = writer->new_spool();
    REQUIRE(spool);
    const auto outcome = writer->publish(
        &*spool, false, {{"p4", {.kind = NoticeKind::Removed, .reason = "A court said so."}}});
    REQUIRE(outcome);
    CHECK(outcome->removed == 1);
    CHECK(outcome->reindexed == 4);
  }
  // Four articles are too few for a template.
  const auto found = searchable(archive);
  CHECK(found.size() == 4);
  CHECK_FALSE(found.contains("p4"));
  for (int i = 0; i < 4; ++i) CHECK(has_word(found, "p" + std::to_string(i), "gulls"));
  CHECK(stored_text(archive, "p4").empty());
}

TEST_CASE(
    "an article that was indexed again is no new version, and reading it once more is nothing") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  std::vector<Article> articles;
  for (int i = 0; i < 8; ++i) {
    articles.push_back(
        article(std::to_string(i), "Story" + std::to_string(i) + ".\nRead all of it."));
  }
  for (const Article& one : articles) add(archive, {one});
  const std::uint64_t revision = read_manifest(archive)->revision;
  const BatchOutcome again = add(archive, articles);
  CHECK(again.unchanged == 8);
  CHECK(again.reindexed == 0);
  CHECK(read_manifest(archive)->revision == revision);
  articles[0].text += "\nCorrected.";
  CHECK(add(archive, {articles[0]}).updated == 1);
  const auto records = stored_text(archive, "0");
  CHECK(records.find("Story0.") == 0);
  bool second_version = false;
  const auto manifest = read_manifest(archive);
  REQUIRE(manifest);
  for (const SegmentEntry& segment : manifest->segments) {
    const auto stored =
        open_view<Records>(archive + "/" + segment.name + std::string(kRecordsSuffix));
    for (std::uint32_t docid = 1; docid <= segment.documents; ++docid) {
      const auto article = from_json_line(*stored->record(docid));
      CHECK(article->version <= 2);
      second_version |= article->version == 2;
    }
  }
  CHECK(second_version);
}

namespace {

// Ten sources with templates of their own that change in the middle, and new versions of articles.
std::vector<Article> random_articles(std::mt19937* random) {
  const auto pick = [random](unsigned below) { return static_cast<unsigned>((*random)() % below); };
  std::vector<Article> articles;
  for (unsigned i = 0; i < 300; ++i) {
    const std::string source = "s" + std::to_string(pick(1 + pick(10)));
    std::string text = "Unique" + std::to_string(i) + ".";
    for (unsigned line = 0; line < 8; ++line) {
      if (pick(9) < line) text += "\nTemplate" + std::to_string(line) + source + ".";
    }
    const unsigned id = pick(12) == 0 && i > 0 ? pick(i) : i;
    articles.push_back(article("id" + std::to_string(id), text, source));
  }
  return articles;
}

// The rule as docs/decisions/0008 states it, without any of the code above.
std::map<std::string, Words> expected(const std::vector<Article>& all) {
  std::map<std::string, Article> live;
  for (const Article& one : all) live[one.id] = one;
  std::map<std::string, std::uint64_t> articles;
  std::map<std::pair<std::string, std::string>, std::uint64_t> with_line;
  for (const auto& [id, one] : live) {
    ++articles[one.source.id];
    std::set<std::string> lines;
    for (const auto line : split_lines(one.text)) lines.emplace(line);
    for (const std::string& line : lines) ++with_line[{one.source.id, line}];
  }
  std::map<std::string, Words> words;
  for (const auto& [id, one] : live) {
    std::string text;
    for (const auto line : split_lines(one.text)) {
      const std::uint64_t count = with_line[{one.source.id, std::string(line)}];
      const std::uint64_t of = articles[one.source.id];
      if (of < 5 || count < 3 || count * 10 < of * 3) text += std::string(line) + "\n";
    }
    words[id] = {{"headline", 1}, {id, 1}};
    for (const auto line : split_lines(text)) {
      ++words[id][ascii_lower(line.substr(0, line.size() - 1))];
    }
  }
  return words;
}

}  // namespace

TEST_CASE("what is searchable depends on the articles alone, not on the runs that brought them") {
  std::mt19937 random(20'170'119);
  for (int round = 0; round < 4; ++round) {
    const std::vector<Article> articles = random_articles(&random);
    const std::map<std::string, Words> wanted = expected(articles);
    for (const std::size_t batch : {articles.size(), std::size_t{37}, std::size_t{5}}) {
      CAPTURE(batch);
      const TemporaryDirectory place;
      const std::string archive = place.path() + "/archive";
      for (std::size_t i = 0; i < articles.size(); i += batch) {
        const auto end = std::min(articles.size(), i + batch);
        add(archive, {articles.begin() + static_cast<std::ptrdiff_t>(i),
                      articles.begin() + static_cast<std::ptrdiff_t>(end)});
      }
      CHECK(searchable(archive) == wanted);
    }
  }
}

}  // namespace backfile
