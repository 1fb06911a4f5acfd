// SPDX-License-Identifier: GPL-3.0-or-later
// SIGKILL before a system call, any of all that touch files: the archive is at the last published
// revision, sound, and the next run makes it whole.
#include <doctest/doctest.h>

#include <csignal>

#include "tests/faults/bases.h"
#include "tests/faults/faults.h"
#include "tests/faults/recovery.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;

TEST_CASE("a run that is killed at any call loses nothing and breaks nothing") {
  const TemporaryDirectory place;
  const History history(place.path());
  const Bases bases(history, place.path());
  long calls = 0;
  for (std::size_t run = 0; run < history.runs(); ++run) calls += bases.calls(run).at("all");
  const int kills = rounds(40);
  int killed = 0;
  for (int i = 0; i < kills; ++i) {
    // The calls of all runs in a row.
    long at = calls * i / kills;
    std::size_t run = 0;
    while (at >= bases.calls(run).at("all")) at -= bases.calls(run++).at("all");
    const std::string archive = bases.prepare(run);
    const Finished finished = run_program(
        under_faults({.under = place.path(), .kill_at = at + 1}, history.run(run, archive)));
    killed += finished.status == 128 + SIGKILL ? 1 : 0;
    const std::string loss = what_was_lost(history, run, archive);
    CHECK_MESSAGE(loss.empty(), "killed at call " << at + 1 << " of run " << run << ": " << loss);
  }
  CHECK(killed >= kills * 9 / 10);
}
