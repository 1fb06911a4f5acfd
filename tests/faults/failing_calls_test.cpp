// SPDX-License-Identifier: GPL-3.0-or-later
// Calls and allocations that fail. A run never ends as if all had gone well when it has not, says
// why, and the next one makes it whole.
#include <doctest/doctest.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <random>
#include <vector>

#include "tests/faults/bases.h"
#include "tests/faults/faults.h"
#include "tests/faults/recovery.h"
#include "tests/support/process.h"
#include "tests/support/read_file.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;

namespace {

std::string number_of(int error) { return std::to_string(error); }

std::vector<std::pair<std::string, std::string>> failures_of_calls() {
  std::vector<std::pair<std::string, std::string>> all;
  const auto add = [&](const char* kind, std::initializer_list<int> errors) {
    for (const int error : errors) all.emplace_back(kind, number_of(error));
  };
  add("open", {EMFILE, ENFILE, EIO, EROFS, EACCES, ENOSPC, EDQUOT});
  add("read", {EIO, EINTR});
  add("write", {ENOSPC, EIO, EDQUOT, EINTR});
  add("fsync", {EIO, ENOSPC, EDQUOT});
  add("rename", {ENOSPC, EIO, EROFS, EDQUOT});
  add("unlink", {EIO, EROFS});
  add("mkdir", {ENOSPC, EROFS, EDQUOT});
  add("truncate", {EIO, ENOSPC});
  add("mmap", {ENOMEM, ENFILE});
  add("close", {EIO, ENOSPC});
  add("flock", {ENOLCK, EIO});
  all.emplace_back("read", "short");
  all.emplace_back("write", "short");
  all.emplace_back("mmap", "SIGBUS");
  return all;
}

// Interrupted and short calls are no failures: everything must be there.
bool is_harmless(const std::string& how) { return how == "short" || how == number_of(EINTR); }

void check(const History& history, std::size_t run, const std::string& archive,
           const std::string& fail, const Finished& finished) {
  INFO(fail << " of run " << run << ", status " << finished.status << ", said: " << finished.err);
  if (finished.status == 0 || finished.status == history.status(run)) {
    const Result<ArchiveContent> content = content_of(archive);
    REQUIRE(content);
    CHECK_MESSAGE(*content == history.after(run + 1), "a part, silently");
  } else {
    CHECK_MESSAGE(!finished.err.empty(), "no reason");
    CHECK(finished.status >= 64);
  }
  const std::string loss = what_was_lost(history, run, archive, true);
  CHECK_MESSAGE(loss.empty(), loss);
}

}  // namespace

TEST_CASE("a call that fails is never taken for an end, and the next run makes all whole") {
  const TemporaryDirectory place;
  const History history(place.path());
  const Bases bases(history, place.path());
  const auto failures = failures_of_calls();
  std::mt19937 random(20'170'119);
  for (int i = 0; i < rounds(2 * static_cast<int>(failures.size())); ++i) {
    const auto& [kind, how] = failures[static_cast<std::size_t>(i) % failures.size()];
    const std::size_t run = random() % history.runs();
    const long calls = bases.calls(run).at(kind);
    if (calls == 0) continue;
    const bool always = random() % 2 == 0 && how != number_of(EINTR);
    const std::string fail = kind + ":" +
                             std::to_string(1 + random() % static_cast<unsigned long>(calls)) +
                             ":" + how + (always ? ":always" : "");
    const std::string archive = bases.prepare(run);
    const Finished finished =
        run_program(under_faults({.under = place.path(), .fail = fail}, history.run(run, archive)));
    check(history, run, archive, fail, finished);
    if (is_harmless(how)) CHECK(finished.status == history.status(run));
    if (kind == "fsync") CHECK(finished.status == 74);
  }
}

TEST_CASE("an allocation that fails ends the run and loses nothing") {
  const TemporaryDirectory place;
  const History history(place.path());
  const Bases bases(history, place.path());
  std::mt19937 random(20'170'120);
  for (int i = 0; i < rounds(24); ++i) {
    const std::size_t run = random() % history.runs();
    const auto calls = static_cast<double>(bases.calls(run).at("malloc"));
    const auto at = static_cast<long>(calls * std::uniform_real_distribution<>(0, 1)(random)) + 1;
    const std::string fail =
        "malloc:" + std::to_string(at) + ":12" + (random() % 2 == 0 ? ":always" : "");
    const std::string archive = bases.prepare(run);
    const Finished finished =
        run_program(under_faults({.under = place.path(), .fail = fail}, history.run(run, archive)));
    check(history, run, archive, fail, finished);
  }
}

TEST_CASE("a run that may not have the memory that it needs ends and loses nothing") {
  const TemporaryDirectory place;
  const History history(place.path());
  const Bases bases(history, place.path());
  for (int i = 0; i < rounds(10); ++i) {
    const std::size_t run = static_cast<std::size_t>(i) % history.runs();
    const std::string archive = bases.prepare(run);
    const std::string kilobytes = std::to_string(60'000 + 37'000 * (i % 11));
    std::vector<std::string> command = {"/bin/sh", "-c", "ulimit -v " + kilobytes + "; exec \"$@\"",
                                        "sh"};
    const std::vector<std::string> run_command = history.run(run, archive);
    command.insert(command.end(), run_command.begin(), run_command.end());
    check(history, run, archive, "address space of " + kilobytes + " KB", run_program(command));
  }
}

TEST_CASE("a run for which the disk has no room changes nothing and says how much it needs") {
  const TemporaryDirectory place;
  const History history(place.path());
  const Bases bases(history, place.path());
  const std::string archive = bases.prepare(3);
  const Finished refused = run_program(
      under_faults({.under = place.path(), .free_bytes = 4096}, history.run(3, archive)));
  CHECK(refused.status == 74);
  CHECK(refused.err.find("free and this run may need") != std::string::npos);
  CHECK(content_of(archive).value() == history.after(3));
  CHECK(what_was_lost(history, 3, archive) == "");
}

TEST_CASE("a run that is told to stop ends within ten seconds, whatever it is doing") {
  const TemporaryDirectory place;
  const History history(place.path());
  const Bases bases(history, place.path());
  const std::string archive = bases.prepare(3);
  RunningProgram run(
      under_faults({.under = place.path(), .slow_fsync_ms = 4000}, history.run(3, archive)),
      place.path() + "/log");
  CHECK(!run.ended_within(1000));
  run.send(SIGTERM);
  REQUIRE(run.ended_within(10'000));
  CHECK(run.wait() == 128 + SIGTERM);
  CHECK(what_was_lost(history, 3, archive) == "");
}

TEST_CASE("a takedown that leaves a file with the text behind says so") {
  const TemporaryDirectory place;
  const History history(place.path());
  const Bases bases(history, place.path());
  constexpr std::size_t kRemove = 5;
  // The last file that is removed is one of the segments before.
  const std::string fail = "unlink:" + std::to_string(bases.calls(kRemove).at("unlink")) + ":5";
  const std::string archive = bases.prepare(kRemove);
  const Finished finished = run_program(
      under_faults({.under = place.path(), .fail = fail}, history.run(kRemove, archive)));
  CHECK(finished.status == 74);
  CHECK(finished.err.find("cannot remove") != std::string::npos);
  CHECK(what_was_lost(history, kRemove, archive) == "");
}

TEST_CASE("what cannot be printed is no success") {
  const TemporaryDirectory place;
  const History history(place.path());
  const Bases bases(history, place.path());
  const std::string archive = bases.prepare(3);
  for (const std::string command : {"stats", "rejects", "verify -v", "--help"}) {
    CAPTURE(command);
    const Finished finished =
        run_program({"/bin/sh", "-c",
                     std::string(BACKFILE_INDEX) + " " + command +
                         (command == "--help" ? "" : " --archive " + archive) + " >/dev/full"});
    CHECK(finished.status == 74);
    CHECK(finished.err.find("cannot write to standard output") != std::string::npos);
  }
}

TEST_CASE("a run that crashes says so and loses nothing") {
  const TemporaryDirectory place;
  const History history(place.path());
  const Bases bases(history, place.path());
  const std::string archive = bases.prepare(3);
  RunningProgram run(
      under_faults({.under = place.path(), .slow_fsync_ms = 1000}, history.run(3, archive)),
      place.path() + "/log");
  CHECK(!run.ended_within(500));
  run.send(SIGSEGV);
  CHECK(run.wait() == 128 + SIGSEGV);
  CHECK(read_whole_file(place.path() + "/log").find("event=bug") != std::string::npos);
  CHECK(what_was_lost(history, 3, archive) == "");
}
