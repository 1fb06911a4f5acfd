// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/folder_mix.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "indexer/input/input_files.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;

namespace {

void touch(const std::string& path) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path) << "x";
}

RawDocument member(const std::string& path) {
  RawDocument document;
  document.is_found = true;
  document.provenance.member = path;
  return document;
}

}  // namespace

TEST_CASE("names tell plain texts from other formats") {
  struct Case {
    std::string_view path;
    std::uint32_t texts;
    std::uint32_t records;
  };
  constexpr Case kCases[] = {
      {"a/notes.txt", 1, 0}, {"NOTES.TXT", 1, 0}, {"notes", 1, 0},    {"a.b/notes", 1, 0},
      {"1.txt.gz", 1, 0},    {"1.html", 0, 1},    {"1.HTM", 0, 1},    {"page.xml.zst", 0, 1},
      {"a.jsonl", 0, 1},     {"a.warc.gz", 0, 1}, {"scan.jp2", 0, 0}, {"Reader.java", 0, 0},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.path);
    FolderMix mix;
    mix.count(row.path);
    CHECK(mix.texts == row.texts);
    CHECK(mix.records == row.records);
  }
}

TEST_CASE("plain text is beside articles unless there is more of it") {
  CHECK_FALSE(FolderMix{1, 0}.is_beside_articles());
  CHECK(FolderMix{1, 1}.is_beside_articles());
  CHECK(FolderMix{2, 900}.is_beside_articles());
  CHECK_FALSE(FolderMix{900, 2}.is_beside_articles());
}

TEST_CASE("files of a folder know what lies around them and below") {
  const TemporaryDirectory folder;
  touch(folder.path() + "/notes.txt");
  touch(folder.path() + "/1832/1.xml");
  touch(folder.path() + "/1832/2.xml");
  touch(folder.path() + "/plain/1.txt");
  for (const auto& listed :
       {list_input_files({folder.path()}),
        list_input_files_again({folder.path() + "/1832/1.xml", folder.path() + "/1832/2.xml",
                                folder.path() + "/notes.txt", folder.path() + "/plain/1.txt"})}) {
    REQUIRE(listed);
    REQUIRE(listed->size() == 4);
    for (const InputFile& file : *listed) CHECK(file.is_found);
    CHECK((*listed)[0].around.records == 2);
    CHECK((*listed)[0].around.texts == 0);
    CHECK((*listed)[2].around.records == 2);
    CHECK((*listed)[2].around.texts == 2);
    CHECK((*listed)[3].around.records == 0);
    CHECK((*listed)[3].around.texts == 1);
  }
  const auto named = list_input_files({folder.path() + "/notes.txt"});
  REQUIRE(named);
  CHECK_FALSE((*named)[0].is_found);
}

TEST_CASE("files of an archive count once, in all folders around them") {
  ArchiveMix mix;
  for (const char* path : {"a/b/1.jsonl", "a/b/1.jsonl", "a/2.xml", "a/notes.txt", "notes.txt"}) {
    mix.count(member(path));
  }
  mix.count(RawDocument());
  CHECK(mix.around("a/b/1.jsonl").records == 1);
  CHECK(mix.around("a/notes.txt").records == 2);
  CHECK(mix.around("a/notes.txt").texts == 1);
  CHECK(mix.around("notes.txt").records == 2);
  CHECK(mix.around("notes.txt").texts == 2);
  CHECK(mix.around("never/seen.txt").records == 2);
  CHECK(ArchiveMix().around("a").records == 0);
}

TEST_CASE("of an archive with very many folders the rest count with the ones around them") {
  ArchiveMix mix;
  for (int i = 0; i < 20'000; ++i) mix.count(member(std::to_string(i) + "/1.xml"));
  CHECK(mix.around("1/1.xml").records == 1);
  CHECK(mix.around("19999/1.xml").records == 20'000);
}
