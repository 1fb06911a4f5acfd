// SPDX-License-Identifier: GPL-3.0-or-later
// Archives of other formats are recognised, refused, and rebuilt from their records.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "common/archive/manifest.h"
#include "common/archive/stored_manifest.h"
#include "common/article_json.h"
#include "common/files.h"
#include "common/index/posting_file.h"
#include "common/schema.h"
#include "indexer/index/archive_lock.h"
#include "tests/faults/history.h"
#include "tests/support/archive_content.h"
#include "tests/support/process.h"
#include "tests/support/read_file.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

// An archive with several segments, superseded articles and removals.
class Rebuildable {
 public:
  Rebuildable() : history_(place_.path()) {
    for (std::size_t i = 0; i + 1 < history_.runs(); ++i) {
      REQUIRE(run_program(history_.run(i, archive())).status == history_.status(i));
    }
  }

  std::string archive() const { return place_.path() + "/archive"; }
  std::string other() const { return place_.path() + "/other"; }
  const ArchiveContent& content() const { return history_.after(history_.runs()); }
  const History& history() const { return history_; }

  Finished rebuild(std::vector<std::string> more = {}) const {
    std::vector<std::string> command = {BACKFILE_INDEX, "rebuild", "-v", "--archive", archive()};
    command.insert(command.end(), more.begin(), more.end());
    return run_program(command);
  }

  Json manifest() const { return Json::parse(read_whole_file(archive() + "/manifest")); }

  // As the program of that format has written it.
  void write_manifest(Json json) const {
    json.erase("digest");
    json["digest"] = sha256_of(json.dump(1));
    std::ofstream(archive() + "/manifest", std::ios::binary) << json.dump(1) << "\n";
  }

 private:
  TemporaryDirectory place_;
  History history_;
};

// Format 2 had no columns and no lines, one digest a file, and knew no removals.
void make_format_2(const Rebuildable& made) {
  Json json = made.manifest();
  json["format"] = 2;
  for (Json& segment : json["segments"]) {
    Json files = Json::array();
    for (Json& file : segment["files"]) {
      const std::string name = file["file"].get<std::string>();
      file.erase("xxh3");
      if (name.ends_with(".columns") || name.ends_with(".lines")) {
        fs::remove(made.archive() + "/" + name);
      } else {
        files.push_back(file);
      }
    }
    segment["files"] = files;
  }
  json.erase("removals");
  json.erase("purged");
  made.write_manifest(json);
}

void make_format(const Rebuildable& made, std::uint32_t format) {
  Json json = made.manifest();
  json["format"] = format;
  json["from_a_later_release"] = true;
  made.write_manifest(json);
}

bool is_sound(const std::string& archive) {
  const Finished verified = run_program({BACKFILE_INDEX, "verify", "--archive", archive});
  INFO(verified.err);
  CHECK(verified.status == 0);
  return verified.status == 0;
}

// In how many documents a word is, superseded ones included.
std::uint32_t frequency(const std::string& archive, const std::string& word) {
  std::uint32_t sum = 0;
  const auto manifest = read_manifest(archive);
  REQUIRE(manifest);
  for (const SegmentEntry& segment : manifest->segments) {
    const auto postings =
        open_view<PostingFile>(archive + "/" + segment.name + std::string(kDatabaseSuffix));
    REQUIRE(postings);
    sum += postings->frequency(word);
  }
  return sum;
}

std::string digest_of_tree(const std::string& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files[entry.path().string()] = read_whole_file(entry.path());
  }
  std::string all;
  for (const auto& [path, bytes] : files) all += path + "\n" + bytes + "\n";
  return sha256_of(all);
}

ArchiveContent without_removals(ArchiveContent content) {
  std::erase_if(content, [](const auto& entry) { return entry.first.starts_with("-"); });
  return content;
}

}  // namespace

TEST_CASE("an archive of an older or newer format is refused with the command that rebuilds it") {
  const Rebuildable made;
  for (const std::uint32_t format : {2U, kFormatVersion + 1, 99U}) {
    CAPTURE(format);
    make_format(made, format);
    const std::string before = digest_of_tree(made.archive());
    for (const std::string command : {"add", "stats", "verify", "remove"}) {
      CAPTURE(command);
      std::vector<std::string> line = {BACKFILE_INDEX, command, "--archive", made.archive()};
      if (command == "add" || command == "remove") line.push_back("/dev/null");
      const Finished refused = run_program(line);
      CHECK(refused.status == 78);
      CHECK(refused.err.find("backfile-index rebuild --archive " + made.archive()) !=
            std::string::npos);
    }
    CHECK(digest_of_tree(made.archive()) == before);
  }
}

TEST_CASE("an archive of format 2 is rebuilt in place, with its older versions") {
  const Rebuildable made;
  const std::uint32_t with_word = frequency(made.archive(), "lighthouse");
  const std::string stats =
      run_program({BACKFILE_INDEX, "stats", "--archive", made.archive(), "--json"}).out;
  make_format_2(made);
  const Finished rebuilt = made.rebuild();
  INFO(rebuilt.err);
  REQUIRE(rebuilt.status == 0);
  CHECK(rebuilt.out.find("older versions of format 2") != std::string::npos);
  CHECK(is_sound(made.archive()));
  CHECK(content_of(made.archive()).value() == without_removals(made.content()));
  CHECK(frequency(made.archive(), "lighthouse") == with_word);
  const std::string after =
      run_program({BACKFILE_INDEX, "stats", "--archive", made.archive(), "--json"}).out;
  for (const char* const key : {"articles", "superseded", "uuid", "oldest", "newest"}) {
    CHECK(Json::parse(after)[key] == Json::parse(stats)[key]);
  }
  const auto manifest = read_manifest(made.archive());
  REQUIRE(manifest);
  for (const SegmentEntry& segment : manifest->segments) {
    CHECK(segment.files.size() == kSegmentSuffixes.size());
  }
}

TEST_CASE("what was read and taken out before a rebuild is known after it") {
  const Rebuildable made;
  make_format(made, kFormatVersion + 1);
  REQUIRE(made.rebuild().status == 0);
  CHECK(content_of(made.archive()).value() == made.content());
  CHECK(is_sound(made.archive()));
  const Finished again = run_program({BACKFILE_INDEX, "add", "--report", "json", "--archive",
                                      made.archive(), made.history().run(0, "").back()});
  CHECK(again.status == 0);
  CHECK(Json::parse(again.out)["records"] == 0);
  CHECK(content_of(made.archive()).value() == made.content());
}

TEST_CASE("an archive is rebuilt into another directory and left as it is") {
  const Rebuildable made;
  make_format(made, kFormatVersion + 1);
  const std::string before = digest_of_tree(made.archive());
  REQUIRE(made.rebuild({"--into", made.other()}).status == 0);
  CHECK(digest_of_tree(made.archive()) == before);
  CHECK(is_sound(made.other()));
  CHECK(content_of(made.other()).value() == made.content());
  const Finished second = made.rebuild({"--into", made.other()});
  CHECK(second.status == 73);
  CHECK(second.err.find("is an archive already") != std::string::npos);
}

TEST_CASE("a rebuild mends all but the records, and takes over nothing that is damaged") {
  const Rebuildable made;
  const std::string base = made.archive() + "/" + read_manifest(made.archive())->segments[0].name;
  for (const std::string suffix : {".xapian", ".columns", ".words", ".tokens", ".lines"}) {
    std::fstream(base + suffix, std::ios::binary | std::ios::in | std::ios::out).seekp(100) << "!!";
  }
  REQUIRE(run_program({BACKFILE_INDEX, "verify", "--archive", made.archive()}).status == 74);
  REQUIRE(made.rebuild().status == 0);
  CHECK(is_sound(made.archive()));
  CHECK(content_of(made.archive()).value() == made.content());

  const std::string rebuilt =
      made.archive() + "/" + read_manifest(made.archive())->segments[0].name;
  std::fstream(rebuilt + ".records", std::ios::binary | std::ios::in | std::ios::out).seekp(60)
      << "!!";
  const std::string before = digest_of_tree(made.archive());
  const Finished refused = made.rebuild();
  CHECK(refused.status == 74);
  CHECK(refused.err.find(".records is not what was written") != std::string::npos);
  CHECK(digest_of_tree(made.archive()) == before);
}

TEST_CASE("a format that keeps its records in another way is not rebuilt") {
  const Rebuildable made;
  Json json = made.manifest();
  json["format"] = 1;
  for (Json& segment : json["segments"]) {
    segment["file"] = segment["name"];
    segment.erase("name");
  }
  made.write_manifest(json);
  const Finished refused = made.rebuild();
  CHECK(refused.status == 78);
  CHECK(refused.err.find("index the articles again") != std::string::npos);
}

TEST_CASE("a rebuild leaves with 75 while another run works, and knows no archive that is not") {
  const Rebuildable made;
  {
    const auto lock = ArchiveLock::acquire(made.archive());
    REQUIRE(lock);
    CHECK(made.rebuild().status == 75);
  }
  CHECK(run_program({BACKFILE_INDEX, "rebuild", "--archive", made.other()}).status == 66);
  CHECK(!fs::exists(made.other()));
}

// What the release of this format has written. It stays readable when the format rises.
TEST_CASE("an archive that a release of format 3 has written is rebuilt") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  fs::copy(std::string(BACKFILE_TEST_DATA) + "/archives/format-3", archive,
           fs::copy_options::recursive);
  const auto stored = read_manifest_of_any_format(archive);
  REQUIRE(stored);
  CHECK(stored->format == 3);
  const std::uint64_t articles = stored->manifest.articles();
  CHECK(articles == 11);
  REQUIRE(run_program({BACKFILE_INDEX, "rebuild", "--archive", archive}).status == 0);
  CHECK(is_sound(archive));
  const auto content = content_of(archive);
  REQUIRE(content);
  CHECK(content->size() == articles + 1);
  CHECK(content->at("-k1") == "removed");
  CHECK(content->at("k2").find("changed") != std::string::npos);
}

// Format 4 knew no countries of sources and no types of articles.
TEST_CASE("an archive of format 4 is rebuilt with the countries that an indexing run would find") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  fs::copy(std::string(BACKFILE_TEST_DATA) + "/archives/format-4", archive,
           fs::copy_options::recursive);
  CHECK(read_manifest_of_any_format(archive)->format == 4);
  REQUIRE(run_program({BACKFILE_INDEX, "rebuild", "--archive", archive}).status == 0);
  CHECK(is_sound(archive));
  const auto content = content_of(archive);
  REQUIRE(content);
  CHECK(content->size() == 7);
  CHECK(content->at("-n6") == "removed");
  const auto country = [](const ArchiveContent& articles, const std::string& id) {
    const Result<Article> article = from_json_line(articles.at(id));
    REQUIRE(article);
    CHECK(article->type.empty());
    return article->source.country;
  };
  CHECK(country(*content, "n1") == "US");  // By the table of hosts.
  CHECK(country(*content, "n2") == "GB");  // By the host's ending.
  CHECK(country(*content, "n3") == "");
  CHECK(country(*content, "n4") == "IE");  // By the source's name.
  CHECK(country(*content, "n5") == "");    // What the record said was not kept then.
  CHECK(frequency(archive, "XCOgb") == 2);
  CHECK(frequency(archive, "XCOus") == 1);

  // The same articles say nothing new, though their records have a country now.
  const std::string again = place.path() + "/again.jsonl";
  std::ofstream(again)
      << R"({"id":"n2","url":"https://smalltown-lantern.co.uk/ferry","title":"A ferry by the ending )"
         R"(of its host","text":"A second ferry came late, but changed.","published":"2016-05-07"})"
      << "\n"
      << R"({"id":"n5","source":{"name":"Lantern","country":"DE"},"title":"A ferry whose record )"
         R"(says it","text":"A fifth ferry was a tram.","published":"2016-05-10"})"
      << "\n";
  const Finished added =
      run_program({BACKFILE_INDEX, "add", "--report", "json", "--archive", archive, again});
  CHECK(added.status == 0);
  CHECK(Json::parse(added.out)["unchanged"] == 2);
  CHECK(content_of(archive).value() == *content);

  const std::string hosts = place.path() + "/hosts.tsv";
  std::ofstream(hosts) << "lantern.example\tThe Lantern\tie\tEurope/Dublin\tdmy\ten\n";
  REQUIRE(run_program({BACKFILE_INDEX, "rebuild", "--archive", archive, "--hosts", hosts}).status ==
          0);
  const auto with_hosts = content_of(archive);
  REQUIRE(with_hosts);
  CHECK(country(*with_hosts, "n3") == "IE");
  CHECK(country(*with_hosts, "n1") == "US");
}
