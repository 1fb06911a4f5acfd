// SPDX-License-Identifier: GPL-3.0-or-later
// What messages and the operator take out of an archive is gone from every file of it, and stays
// out, in whatever order things come.
#include "common/archive/removals.h"

#include <doctest/doctest.h>
#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "common/article_json.h"
#include "common/clock.h"
#include "common/files.h"
#include "common/hash.h"
#include "common/index/records.h"
#include "common/index/terms.h"
#include "common/index/vocabulary.h"
#include "indexer/index/archive_writer.h"
#include "indexer/index/segment_check.h"
#include "tests/support/archive_content.h"
#include "tests/support/spooling.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kYear2016 = 17'000 * kDay;

Article article(const std::string& id, const std::string& text, std::uint32_t sent_version = 0) {
  Article made;
  made.id = id;
  made.title = "Ferry news";
  made.text = text;
  made.language = "en";
  made.source = {"harbour.example", "The Harbour", "harbour.example"};
  made.published = Timestamp{kYear2016, DatePrecision::Day, std::nullopt};
  made.sent_version = sent_version;
  made.provenance.file = "/news/" + id + ".xml";
  return made;
}

Article with_status(Article made, ArticleStatus status) {
  made.status = status;
  return made;
}

// A message without words of its own.
Article message(const std::string& id, const std::string& about, ArticleStatus status) {
  Article made;
  made.id = id;
  made.acts_on = ActsOn{about, status};
  return made;
}

Article correction(const std::string& id, const std::string& of, const std::string& text) {
  Article made = article(id, text);
  made.acts_on = ActsOn{of, ArticleStatus::Corrected};
  return made;
}

using Run = std::vector<Article>;

BatchOutcome add(const std::string& directory, const Run& articles,
                 const Withdrawals& withdrawals = {}) {
  auto writer = ArchiveWriter::open(directory, {2});
  REQUIRE(writer);
  auto spool = writer->new_spool();
  REQUIRE(spool);
  for (const Article& one : articles) REQUIRE(add_to(&*spool, one));
  const auto outcome = writer->publish(&*spool, false, withdrawals);
  REQUIRE_MESSAGE(outcome, outcome.error().message);
  return *outcome;
}

struct Archive {
  explicit Archive(const std::string& path) : directory(path), manifest(*read_manifest(path)) {}

  // The live articles by id.
  std::vector<Article> articles() const {
    const auto content = content_of(directory);
    REQUIRE_MESSAGE(content, content.error().message);
    std::vector<Article> live;
    for (const auto& [id, record] : *content) {
      if (record != "removed") live.push_back(*from_json_line(record));
    }
    return live;
  }

  // "id: text" of each, for comparing.
  std::string told() const {
    std::string told;
    for (const Article& one : articles()) told += one.id + ": " + one.text + "\n";
    return told;
  }

  bool is_sound() const {
    return std::ranges::all_of(manifest.segments, [this](const SegmentEntry& segment) {
      return check_segment(directory + "/" + segment.name, segment.documents).has_value();
    });
  }

  // Whether any file has this word: as bytes, as a term, or in a packed record.
  bool mentions(const std::string& word) const {
    for (const auto& entry : fs::recursive_directory_iterator(directory)) {
      if (!entry.is_regular_file()) continue;
      const auto bytes = read_file(entry.path(), 1 << 26);
      REQUIRE(bytes);
      if (bytes->find(word) != std::string::npos) return true;
    }
    for (const SegmentEntry& segment : manifest.segments) {
      const std::string base = directory + "/" + segment.name;
      const Xapian::Database database(base + std::string(kDatabaseSuffix));
      if (database.term_exists(word) || database.term_exists("S" + word)) return true;
      const auto records = open_view<Records>(base + std::string(kRecordsSuffix));
      for (std::uint32_t docid = 1; docid <= segment.documents; ++docid) {
        if (records->record(docid)->find(word) != std::string::npos) return true;
      }
    }
    return false;
  }

  std::string directory;
  Manifest manifest;
};

// The archive after these runs.
std::string after(const std::vector<Run>& runs) {
  const TemporaryDirectory place;
  const std::string directory = place.path() + "/archive";
  for (const Run& run : runs) add(directory, run);
  const Archive archive(directory);
  CHECK(archive.is_sound());
  return archive.told();
}

// Each order of the articles, each in a run of its own, all in one, and the first ones together.
void check_all_orders(const std::vector<Article>& articles, const std::string& expected) {
  std::vector<std::size_t> order(articles.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  do {
    std::vector<Run> alone;
    Run together;
    std::string names;
    for (const std::size_t i : order) {
      alone.push_back({articles[i]});
      together.push_back(articles[i]);
      names += std::to_string(i);
    }
    CAPTURE(names);
    CHECK(after(alone) == expected);
    CHECK(after({together}) == expected);
    CHECK(after({Run(together.begin(), together.end() - 1), {together.back()}}) == expected);
    CHECK(after({together, together}) == expected);
  } while (std::next_permutation(order.begin(), order.end()));
}

}  // namespace

TEST_CASE("messages about an article come to the same in any order and split into any runs") {
  struct Row {
    const char* what;
    std::vector<Article> articles;
    std::string expected;
  };
  const Article other = article("b", "Bridge.");
  const Article updated_later = [] {
    Article made = article("a", "Released.");
    made.updated = Timestamp{kYear2016 + 7 * kDay, DatePrecision::Day, std::nullopt};
    return made;
  }();
  Article withheld_then = with_status(article("a", ""), ArticleStatus::Withheld);
  withheld_then.updated = Timestamp{kYear2016 + 3 * kDay, DatePrecision::Day, std::nullopt};
  Article first = article("a", "First.");
  first.updated = Timestamp{kYear2016 + kDay, DatePrecision::Day, std::nullopt};
  const Row rows[] = {
      {"a kill of its own id",
       {article("a", "Wrong."), with_status(article("a", "Killed."), ArticleStatus::Canceled),
        other},
       "b: Bridge.\n"},
      {"a kill by another message",
       {article("a", "Wrong."), message("m", "a", ArticleStatus::Canceled), other},
       "b: Bridge.\n"},
      {"a kill is for good",
       {article("a", "One.", 1), with_status(article("a", "", 2), ArticleStatus::Canceled),
        article("a", "Three.", 3)},
       ""},
      {"numbers of the sender decide",
       {article("a", "One.", 1), article("a", "Three.", 3), article("a", "Two.", 2)},
       "a: Three.\n"},
      {"what is withheld comes back with a higher number",
       {article("a", "One.", 1), with_status(article("a", "", 2), ArticleStatus::Withheld),
        article("a", "Three.", 3)},
       "a: Three.\n"},
      {"what is withheld does not come back with a lower one",
       {article("a", "One.", 1), with_status(article("a", "", 3), ArticleStatus::Withheld),
        article("a", "Two.", 2)},
       ""},
      {"what is withheld comes back when it has been updated since",
       {first, withheld_then, updated_later},
       "a: Released.\n"},
      {"a correction under another id is a version of what it corrects",
       {article("a", "Wrong."), correction("c", "a", "Right."), other},
       "a: Right.\nb: Bridge.\n"},
      {"an article that corrects itself, and is then killed by the id of the message",
       {article("a", "Wrong."), correction("c", "a", "Better."),
        with_status(article("c", ""), ArticleStatus::Canceled)},
       ""},
      {"who kills a correction kills the article",
       {article("a", "Wrong."), correction("c", "a", "Worse."),
        message("m", "c", ArticleStatus::Canceled), other},
       "b: Bridge.\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    check_all_orders(row.articles, row.expected);
  }
}

TEST_CASE("what was taken out is in no file of the archive, and its neighbours are whole") {
  const TemporaryDirectory place;
  const std::string directory = place.path() + "/archive";
  Run first;
  for (int i = 0; i < 700; ++i) {
    first.push_back(article("n" + std::to_string(i), "Calm crossing number " + std::to_string(i)));
  }
  Article secret = article("x", "The quibblewock was seen by the zanzifer.", 1);
  secret.title = "Fluxomatic";
  secret.authors = {"Zzyx Qvorn"};
  secret.url = "https://harbour.example/fluxomatic-story";
  first.insert(first.begin() + 350, secret);
  add(directory, first);
  secret.text = "The quibblewock was seen again.";
  secret.sent_version = 2;
  add(directory, {secret, article("y", "Another calm crossing.")});
  CHECK(Archive(directory).mentions("quibblewock"));

  const BatchOutcome outcome = add(directory, {message("m", "x", ArticleStatus::Canceled)});
  CHECK(outcome.removed == 1);
  const Archive archive(directory);
  CHECK(archive.is_sound());
  CHECK(archive.manifest.purged == archive.manifest.revision);
  CHECK(archive.articles().size() == 701);
  for (const char* word : {"quibblewock", "zanzifer", "fluxomatic", "Fluxomatic", "Zzyx", "zzyx"}) {
    CAPTURE(word);
    CHECK_FALSE(archive.mentions(word));
  }
  // The same article again, and the same under another id.
  CHECK(add(directory, {secret}).refused == 1);
  secret.id = "z";
  CHECK(add(directory, {secret}).refused == 1);
  CHECK_FALSE(Archive(directory).mentions("quibblewock"));

  const auto removals = Removals::load(directory, Archive(directory).manifest);
  REQUIRE(removals);
  const Notice* const notice = removals->find("x");
  REQUIRE(notice != nullptr);
  CHECK(notice->kind == NoticeKind::Canceled);
  CHECK(notice->revision == 3);
  CHECK(notice->versions == 2);
  CHECK(notice->files == std::vector<std::string>{"/news/x.xml"});
  CHECK(removals->find_url(url_key("http://www.harbour.example/fluxomatic-story?utm_source=a")) ==
        notice);
  CHECK(removals->find_url(url_key("https://harbour.example/other")) == nullptr);
}

TEST_CASE("a segment of which all is taken out goes as a whole, and the rest keeps its dead") {
  const TemporaryDirectory place;
  const std::string directory = place.path() + "/archive";
  add(directory, {article("a", "One."), article("b", "Two."), article("c", "Three.")});
  add(directory, {article("b", "Two, again.")});
  add(directory, {article("d", "Four.")});
  add(directory, {message("m", "d", ArticleStatus::Canceled)});
  CHECK(Archive(directory).manifest.segments.size() == 2);
  add(directory, {message("m", "a", ArticleStatus::Canceled)});
  const Archive archive(directory);
  REQUIRE(archive.manifest.segments.size() == 2);
  CHECK(archive.manifest.segments[0].documents == 2);
  CHECK(archive.manifest.segments[0].dead.size() == 1);
  CHECK(archive.told() == "b: Two, again.\nc: Three.\n");
}

TEST_CASE("what the operator takes out stays out until it is let in again") {
  const TemporaryDirectory place;
  const std::string directory = place.path() + "/archive";
  add(directory, {article("a", "One."), article("b", "Two.")});
  const Withdrawals takedown = {{"a", {.kind = NoticeKind::Removed, .reason = "By order."}}};
  CHECK(add(directory, {}, takedown).removed == 1);
  const std::uint64_t revision = Archive(directory).manifest.revision;
  CHECK(add(directory, {article("a", "One."), article("a", "New words.", 9)}).refused == 2);
  // A second refusal of what is known has nothing to say.
  CHECK(add(directory, {article("a", "One.")}).refused == 1);
  CHECK(add(directory, {}, takedown).removed == 0);
  CHECK(Archive(directory).manifest.revision == revision);
  CHECK(Archive(directory).told() == "b: Two.\n");
  {
    auto writer = ArchiveWriter::open(directory, {2});
    REQUIRE(writer);
    CHECK(writer->removals().find("a")->reason == "By order.");
    writer->removals().add({.id = "a", .kind = NoticeKind::Restored, .date = "2026-01-01"});
    auto spool = writer->new_spool();
    REQUIRE(writer->publish(&*spool, false));
  }
  CHECK(add(directory, {article("a", "One.")}).added == 1);
  CHECK(Archive(directory).told() == "a: One.\nb: Two.\n");
}

TEST_CASE("an article under an embargo waits outside of the index until its time has come") {
  const TemporaryDirectory place;
  const std::string directory = place.path() + "/archive";
  const std::int64_t now = seconds_now();
  const auto embargoed = [&](std::int64_t until) {
    Article made = article("a", "The budget is brilliglob.", 2);
    made.embargoed_until = Timestamp{until, DatePrecision::Second, std::nullopt};
    return made;
  };
  add(directory, {article("a", "The budget is awaited.", 1), article("b", "Two.")});
  CHECK(add(directory, {embargoed(now + 3600)}).held == 1);
  CHECK(Archive(directory).told() == "a: The budget is awaited.\nb: Two.\n");
  // It comes again, it waits on, and nothing is published.
  const std::uint64_t revision = Archive(directory).manifest.revision;
  CHECK(add(directory, {embargoed(now + 3600)}).held == 1);
  CHECK(add(directory, {}).held == 1);
  CHECK(Archive(directory).manifest.revision == revision);
  SUBCASE("the sender lifts it") {
    Article lifted = embargoed(now - 5);
    lifted.sent_version = 3;
    const BatchOutcome outcome = add(directory, {lifted});
    CHECK(outcome.updated == 1);
    CHECK(outcome.held == 0);
    CHECK(Archive(directory).told() == "a: The budget is brilliglob.\nb: Two.\n");
    CHECK_FALSE(Archive(directory).manifest.held);
  }
  SUBCASE("its time comes") {
    // The time is in the file that holds it: moving it stands for waiting.
    Manifest manifest = Archive(directory).manifest;
    const std::string path = directory + "/" + manifest.held->file;
    Article waiting = *from_json_line(*read_file(path, 1 << 20));
    CHECK(waiting.status == ArticleStatus::Usable);
    waiting.embargoed_until->seconds = now - 1;
    const std::string line = to_json_line(waiting) + "\n";
    REQUIRE(replace_file(directory + "/held", "9", line));
    manifest.held = FileEntry{"held/9", sha256_of(line), hex(hash128(line)), 1};
    REQUIRE(publish_manifest(directory, manifest));
    CHECK(add(directory, {}).updated == 1);
    CHECK(Archive(directory).told() == "a: The budget is brilliglob.\nb: Two.\n");
    CHECK_FALSE(Archive(directory).manifest.held);
  }
  SUBCASE("it is killed while it waits") {
    add(directory, {message("m", "a", ArticleStatus::Canceled)});
    CHECK(Archive(directory).told() == "b: Two.\n");
    CHECK_FALSE(Archive(directory).mentions("brilliglob"));
  }
}

TEST_CASE("notices are read as they were written, however many files they are in") {
  const TemporaryDirectory place;
  const std::string directory = place.path() + "/archive";
  Manifest manifest;
  fs::create_directories(directory + "/removals");
  Removals removals;
  for (std::uint64_t revision = 1; revision <= 20; ++revision) {
    removals.add({.id = "a" + std::to_string(revision),
                  .kind = NoticeKind::Removed,
                  .date = "2026-01-01T00:00:00Z",
                  .reason = "Line\nbreak \"and\" quotes",
                  .sent_version = 7,
                  .updated = -5,
                  .urls = {"k" + std::to_string(revision)}});
    REQUIRE(removals.save(directory, revision, &manifest));
    CHECK_FALSE(removals.has_news());
  }
  CHECK(manifest.removals.size() <= 8);
  const auto loaded = Removals::load(directory, manifest);
  REQUIRE(loaded);
  CHECK(loaded->notices().size() == 20);
  CHECK(loaded->find("a20")->revision == 20);
  CHECK(loaded->find("a3")->reason == "Line\nbreak \"and\" quotes");
  CHECK(loaded->find("a3")->updated == -5);
  CHECK(loaded->find_url("k11") == loaded->find("a11"));
  REQUIRE(replace_file(directory + "/removals", manifest.removals.back().file.substr(9), "{}"));
  const auto damaged = Removals::load(directory, manifest);
  REQUIRE_FALSE(damaged);
  CHECK(damaged.error().code == ErrorCode::Corrupt);
}
