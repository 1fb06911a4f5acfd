// SPDX-License-Identifier: GPL-3.0-or-later
// The same input again, and input that was not finished when it was read.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/faults/faults.h"
#include "tests/faults/history.h"
#include "tests/faults/trace.h"
#include "tests/support/archive_content.h"
#include "tests/support/process.h"
#include "tests/support/read_file.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;

namespace {

namespace fs = std::filesystem;

// The files that a run has written to or renamed, in the folder of an archive, `scratch` left out.
std::vector<std::string> written_by(const std::vector<std::string>& command,
                                    const std::string& place, int status) {
  const std::string path = place + "/trace";
  fs::remove(path);
  const Finished finished = run_program(under_faults({.under = place, .trace = path}, command));
  INFO(finished.err);
  REQUIRE(finished.status == status);
  std::map<int, std::string> open;
  std::vector<std::string> written;
  for (const TraceEvent& event : read_trace(path)) {
    std::string file = event.path;
    if (event.kind == TraceKind::Open || event.kind == TraceKind::Create) {
      open[event.descriptor] = event.path;
      continue;
    }
    if (event.kind == TraceKind::Write) file = open[event.descriptor];
    const bool changes = event.kind == TraceKind::Write || event.kind == TraceKind::Rename;
    if (changes && file.find("/scratch/") == std::string::npos) written.push_back(file);
  }
  return written;
}

std::string add_line(const std::string& id, const std::string& text) {
  return R"({"id":")" + id + R"(","title":"Ferry","text":")" + text + "\"}\n";
}

}  // namespace

TEST_CASE("the same input again writes nothing and changes nothing") {
  const TemporaryDirectory place;
  const History history(place.path());
  const std::string archive = place.path() + "/archive";
  for (const std::size_t run : {0U, 1U, 2U}) {
    CAPTURE(run);
    CHECK(!written_by(history.run(run, archive), place.path(), history.status(run)).empty());
    const std::string manifest = read_whole_file(archive + "/manifest");
    for (int again = 0; again < 2; ++again) {
      CHECK(written_by(history.run(run, archive), place.path(), 0).empty());
      CHECK(read_whole_file(archive + "/manifest") == manifest);
    }
    CHECK(content_of(archive).value() == history.after(run + 1));
  }
}

TEST_CASE("a file that was not finished when it was read is read again as a whole") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  const std::string path = place.path() + "/in.jsonl";
  const std::string whole = add_line("a", "The first.") + add_line("b", "The second.");
  std::ofstream(path) << whole.substr(0, whole.size() - 12);
  const std::vector<std::string> add = {BACKFILE_INDEX, "add", "--archive", archive, path};
  CHECK(run_program(add).status == 65);
  CHECK(content_of(archive)->size() == 1);
  std::ofstream(path) << whole;
  CHECK(run_program(add).status == 0);
  CHECK(content_of(archive)->size() == 2);
}

TEST_CASE("a file that is replaced by rename is read again, and its articles become versions") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  const std::string path = place.path() + "/in.jsonl";
  const std::vector<std::string> add = {BACKFILE_INDEX, "add", "--archive", archive, path};
  std::ofstream(path) << add_line("a", "The first.");
  CHECK(run_program(add).status == 0);
  std::ofstream(path + ".new") << add_line("a", "Corrected.");
  fs::rename(path + ".new", path);
  CHECK(run_program(add).status == 0);
  CHECK(content_of(archive)->at("a").find("Corrected.") != std::string::npos);
  CHECK(content_of(archive)->at("a").find("\"version\":2") != std::string::npos);
}

TEST_CASE("an archive that has lost its manifest is no new one") {
  const TemporaryDirectory place;
  const History history(place.path());
  const std::string archive = place.path() + "/archive";
  REQUIRE(run_program(history.run(0, archive)).status == 0);
  fs::rename(archive + "/manifest", place.path() + "/manifest");
  const Finished refused = run_program(history.run(1, archive));
  CHECK(refused.status == 74);
  CHECK(refused.err.find("restore the manifest from a backup") != std::string::npos);
  fs::rename(place.path() + "/manifest", archive + "/manifest");
  CHECK(content_of(archive).value() == history.after(1));
}

TEST_CASE("files that are not ours are left alone") {
  const TemporaryDirectory place;
  const History history(place.path());
  const std::string archive = place.path() + "/archive";
  REQUIRE(run_program(history.run(0, archive)).status == 0);
  const std::vector<std::string> theirs = {
      "notes",          "segments/notes.txt", "segments/a.words",
      "inputs/1.saved", "removals/README",    "held/x"};
  for (const std::string& name : theirs) std::ofstream(archive + "/" + name) << "theirs";
  const std::string leftover = archive + "/segments/77-0.words";
  std::ofstream(leftover) << "of a run that was killed";
  REQUIRE(run_program(history.run(1, archive)).status == 0);
  REQUIRE(run_program({BACKFILE_INDEX, "rebuild", "--archive", archive}).status == 0);
  for (const std::string& name : theirs) {
    CAPTURE(name);
    CHECK(read_whole_file(archive + "/" + name) == "theirs");
  }
  CHECK(!fs::exists(leftover));
}
