// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of docs/operations.md for backups, restoring and rebuilding, run as they stand.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "common/archive/manifest.h"
#include "tests/support/process.h"
#include "tests/support/read_file.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;

namespace {

namespace fs = std::filesystem;

// The blocks of shell commands of a section.
std::vector<std::string> commands_of(const std::string& section) {
  const std::string page = read_whole_file(BACKFILE_DOCS "/operations.md");
  const std::size_t begin = page.find("\n## " + section + "\n");
  REQUIRE(begin != std::string::npos);
  const std::string text = page.substr(begin, page.find("\n## ", begin + 1) - begin);
  std::vector<std::string> blocks;
  for (std::size_t at = text.find("```sh\n"); at != std::string::npos;
       at = text.find("```sh\n", at)) {
    at += 6;
    blocks.push_back(text.substr(at, text.find("```", at) - at));
  }
  return blocks;
}

struct Place {
  TemporaryDirectory directory;
  std::string archive = directory.path() + "/archive";
  std::string backup = directory.path() + "/backup";

  Finished run(const std::string& commands) const {
    return run_program(
        {"/usr/bin/env", "ARCHIVE=" + archive, "BACKUP=" + backup,
         "PATH=" + fs::path(BACKFILE_INDEX).parent_path().string() + ":/usr/bin:/bin", "/bin/bash",
         "-euo", "pipefail", "-c", commands});
  }

  void must_run(const std::string& commands) const {
    const Finished finished = run(commands);
    INFO(commands);
    INFO(finished.err);
    REQUIRE(finished.status == 0);
  }

  std::string input(int first, int count) const {
    const std::string path = directory.path() + "/" + std::to_string(first) + ".jsonl";
    std::ofstream file(path);
    for (int i = first; i < first + count; ++i) {
      file << R"({"id":"b)" << i << R"(","title":"Ferry )" << i << R"(","text":"On time."})"
           << "\n";
    }
    return path;
  }

  void add(int first, int count) const {
    REQUIRE(
        run_program({BACKFILE_INDEX, "add", "--archive", archive, input(first, count)}).status ==
        0);
  }
};

std::uint64_t articles(const std::string& archive) {
  const auto manifest = read_manifest(archive);
  REQUIRE(manifest);
  return manifest->articles();
}

bool is_sound(const std::string& archive) {
  return run_program({BACKFILE_INDEX, "verify", "--archive", archive}).status == 0;
}

}  // namespace

TEST_CASE("a backup that was made in either way is an archive, and a later one adds to it") {
  const std::vector<std::string> ways = commands_of("Backup");
  REQUIRE(ways.size() == 2);
  const Place place;
  place.add(0, 40);
  place.must_run(ways[0]);
  CHECK(articles(place.backup) == 40);
  fs::remove_all(place.backup);
  place.must_run(ways[1]);
  CHECK(articles(place.backup) == 40);
  place.add(40, 20);
  place.must_run(ways[1]);
  CHECK(articles(place.backup) == 60);
  CHECK(is_sound(place.backup));
}

TEST_CASE("a backup that is made while runs publish is one of their revisions") {
  const std::string way = commands_of("Backup")[1];
  const Place place;
  place.add(0, 40);
  std::string runs;
  for (int i = 1; i <= 12; ++i) {
    runs += "backfile-index add --archive \"$ARCHIVE\" " + place.input(i * 40, 40) + "\n";
  }
  place.must_run("(" + runs + ") &\nworker=$!\n" + way + "rm -r \"$BACKUP\"\n" + way +
                 "wait $worker\n");
  CHECK(articles(place.archive) == 13 * 40);
  CHECK(articles(place.backup) % 40 == 0);
  CHECK(is_sound(place.backup));
}

TEST_CASE("what was backed up is restored, and the runs since are done again") {
  const Place place;
  place.add(0, 40);
  place.must_run(commands_of("Backup")[0]);
  place.add(40, 20);
  fs::resize_file(place.archive + "/" + read_manifest(place.archive)->segments[0].files[0].file,
                  1000);
  CHECK(!is_sound(place.archive));
  for (const std::string& commands : commands_of("Restore")) place.must_run(commands);
  CHECK(articles(place.archive) == 40);
  place.add(40, 20);
  CHECK(articles(place.archive) == 60);
  CHECK(is_sound(place.archive));
}

TEST_CASE("an archive is rebuilt by the commands of the page") {
  const Place place;
  place.add(0, 40);
  for (const std::string& commands : commands_of("Rebuild")) place.must_run(commands);
  CHECK(articles(place.archive) == 40);
  CHECK(articles(place.archive + ".new") == 40);
  CHECK(is_sound(place.archive + ".new"));
}
