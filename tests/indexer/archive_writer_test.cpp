// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/archive_writer.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "common/article_json.h"
#include "common/files.h"
#include "common/index/values.h"
#include "indexer/index/known_articles.h"
#include "indexer/index/segment_check.h"
#include "tests/support/spooling.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;

namespace {

Article article(const std::string& id, const std::string& text, std::int64_t day = 17'000) {
  Article made;
  made.id = id;
  made.title = "Title of " + id;
  made.text = text;
  made.language = "en";
  made.source = {"harbour.example", "The Harbour", "harbour.example"};
  made.published = Timestamp{day * 86'400, DatePrecision::Day, std::nullopt};
  return made;
}

BatchOutcome add(const std::string& directory, const std::vector<Article>& articles) {
  auto writer = ArchiveWriter::open(directory, {2});
  REQUIRE(writer);
  auto spool = writer->new_spool();
  REQUIRE(spool);
  for (const Article& one : articles) REQUIRE(add_to(&*spool, one));
  const auto outcome = writer->publish(&*spool, false);
  REQUIRE(outcome);
  return *outcome;
}

Manifest manifest_of(const std::string& directory) {
  auto manifest = read_manifest(directory);
  REQUIRE(manifest);
  return *manifest;
}

std::size_t files_in(const std::string& directory) {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(directory)) {
    ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("articles become a segment, and adding them again changes nothing") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  std::vector<Article> articles;
  for (int i = 0; i < 600; ++i) articles.push_back(article("a" + std::to_string(i), "Ferry."));
  const BatchOutcome first = add(archive, articles);
  CHECK(first.added == 600);
  const Manifest manifest = manifest_of(archive);
  CHECK(manifest.revision == 1);
  REQUIRE(manifest.segments.size() == 1);
  CHECK(manifest.segments[0].documents == 600);
  REQUIRE(manifest.segments[0].files.size() == kSegmentSuffixes.size());
  for (const FileEntry& file : manifest.segments[0].files) {
    CHECK(*sha256_of_file(archive + "/" + file.file) == file.sha256);
  }
  CHECK(check_segment(archive + "/" + manifest.segments[0].name, 600));

  const BatchOutcome second = add(archive, articles);
  CHECK(second.unchanged == 600);
  CHECK(second.added == 0);
  CHECK(manifest_of(archive).revision == 1);
}

TEST_CASE("a changed text is a new version, and the old one coming again is nothing") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  add(archive, {article("a", "First."), article("b", "Other.")});
  CHECK(add(archive, {article("a", "Second.")}).updated == 1);
  Manifest manifest = manifest_of(archive);
  CHECK(manifest.articles() == 2);
  CHECK(manifest.segments[0].dead.size() == 1);
  CHECK(add(archive, {article("a", "First.")}).unchanged == 1);
  CHECK(manifest_of(archive).revision == 2);

  auto known = KnownArticles::open(archive, manifest);
  REQUIRE(known);
  const auto found = known->find("a", content_hash(to_json_line(article("a", "Second."))));
  CHECK(found.same);
  CHECK(found.versions == 2);
  REQUIRE(found.live);
  CHECK(found.live->first == 1);
}

TEST_CASE("of one id twice in a batch the last one counts") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  const BatchOutcome outcome = add(archive, {article("a", "First."), article("a", "Second.")});
  CHECK(outcome.added == 1);
  CHECK(outcome.duplicates == 1);
  auto known = KnownArticles::open(archive, manifest_of(archive));
  CHECK(known->find("a", content_hash(to_json_line(article("a", "Second.")))).same);
  CHECK_FALSE(known->find("a", content_hash(to_json_line(article("a", "First.")))).same);
}

TEST_CASE("merges keep every article, the dead ones dead, and the bounds") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  for (int run = 0; run < 9; ++run) {
    std::vector<Article> articles;
    for (int i = 0; i < 5; ++i) {
      articles.push_back(article("r" + std::to_string(run) + "-" + std::to_string(i), "Old.",
                                 10'000 + run * 10 + i));
    }
    // Each run corrects an article of the run before.
    if (run > 0) articles.push_back(article("r" + std::to_string(run - 1) + "-0", "New.", 9'000));
    add(archive, articles);
  }
  const Manifest manifest = manifest_of(archive);
  CHECK(manifest.articles() == 45);
  CHECK(manifest.segments.size() <= 3);
  std::size_t dead = 0;
  for (const SegmentEntry& segment : manifest.segments) {
    dead += segment.dead.size();
    CHECK(check_segment(archive + "/" + segment.name, segment.documents));
    CHECK(segment.oldest >= 9'000 * 86'400);
    CHECK(segment.newest <= 10'084 * 86'400);
  }
  CHECK(dead == 8);
  auto known = KnownArticles::open(archive, manifest);
  for (int run = 0; run < 8; ++run) {
    const auto found = known->find(
        "r" + std::to_string(run) + "-0",
        content_hash(to_json_line(article("r" + std::to_string(run) + "-0", "New.", 9'000))));
    CHECK(found.same);
    CHECK(found.live);
  }
}

TEST_CASE("what an interrupted run left is removed and what is not ours stays") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  add(archive, {article("a", "First.")});
  const auto touch = [&](const char* name) { std::ofstream(archive + name) << "x"; };
  touch("/segments/99-0.xapian");
  touch("/segments/99-0.records");
  touch("/segments/notes.txt");
  touch("/scratch/part-7");
  add(archive, {});
  CHECK_FALSE(std::filesystem::exists(archive + "/segments/99-0.xapian"));
  CHECK_FALSE(std::filesystem::exists(archive + "/segments/99-0.records"));
  CHECK(std::filesystem::exists(archive + "/segments/notes.txt"));
  CHECK(files_in(archive + "/scratch") <= 1);
}

TEST_CASE("a long run keeps the files of its last two revisions only") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  auto writer = ArchiveWriter::open(archive, {1});
  REQUIRE(writer);
  Manifest before;
  for (int batch = 0; batch < 12; ++batch) {
    before = writer->manifest();
    auto spool = writer->new_spool();
    const Article one = article("a" + std::to_string(batch), "Text.");
    REQUIRE(add_to(&*spool, one));
    REQUIRE(writer->publish(&*spool, false));
  }
  std::set<std::string> named;
  for (const Manifest& manifest : {before, writer->manifest()}) {
    for (const SegmentEntry& segment : manifest.segments) {
      for (const FileEntry& file : segment.files) named.insert(archive + "/" + file.file);
    }
  }
  for (const auto& entry : std::filesystem::directory_iterator(archive + "/segments")) {
    CHECK(named.contains(entry.path().string()));
  }
  CHECK(files_in(archive + "/segments") == named.size());
}

TEST_CASE("a directory of somebody else's files does not become an archive") {
  const TemporaryDirectory place;
  std::filesystem::create_directory(place.path() + "/scratch");
  std::ofstream(place.path() + "/scratch/thesis.txt") << "x";
  std::ofstream(place.path() + "/notes.txt") << "x";
  const auto writer = ArchiveWriter::open(place.path(), {1});
  REQUIRE_FALSE(writer);
  CHECK(writer.error().code == ErrorCode::CannotCreate);
  CHECK(std::filesystem::exists(place.path() + "/scratch/thesis.txt"));
}

TEST_CASE("a second writer is sent away at once") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  auto first = ArchiveWriter::open(archive, {1});
  REQUIRE(first);
  const auto second = ArchiveWriter::open(archive, {1});
  REQUIRE_FALSE(second);
  CHECK(second.error().code == ErrorCode::Busy);
}

TEST_CASE("an archive needs its parent and its format") {
  const TemporaryDirectory place;
  CHECK(ArchiveWriter::open(place.path() + "/none/archive", {1}).error().code ==
        ErrorCode::CannotCreate);
  const std::string archive = place.path() + "/archive";
  add(archive, {article("a", "First.")});
  std::ofstream(archive + "/manifest") << "{\"format\": 999}";
  CHECK(ArchiveWriter::open(archive, {1}).error().code == ErrorCode::Incompatible);
}

TEST_CASE("files that have been read are remembered until they change") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  const InputFile file{"/data/a.jsonl", 100, 5};
  for (int run = 0; run < 12; ++run) {
    auto writer = ArchiveWriter::open(archive, {1});
    REQUIRE(writer);
    CHECK(writer->log().contains(file) == (run > 0));
    if (run == 0) writer->log().add(file);
    writer->log().add({"/data/" + std::to_string(run), 1, 1});
    auto spool = writer->new_spool();
    const Article one = article("a" + std::to_string(run), "Text.");
    REQUIRE(add_to(&*spool, one));
    REQUIRE(writer->publish(&*spool, false));
  }
  auto writer = ArchiveWriter::open(archive, {1});
  CHECK(writer->log().contains(file));
  CHECK(writer->log().contains({"/data/11", 1, 1}));
  CHECK_FALSE(writer->log().contains({"/data/a.jsonl", 101, 5}));
  CHECK_FALSE(writer->log().contains({"/data/a.jsonl", 100, 6}));
  CHECK_FALSE(writer->log().contains({"-", 0, 0}));
  CHECK(writer->manifest().inputs.size() <= 9);
}
