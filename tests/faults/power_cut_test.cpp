// SPDX-License-Identifier: GPL-3.0-or-later
// The power goes at any moment of a week of runs. What was not fsynced is gone, in part or as a
// whole; every article of the runs that had ended is there, and the next run makes the rest whole.
#include <doctest/doctest.h>

#include <filesystem>
#include <random>

#include "tests/faults/disk_model.h"
#include "tests/faults/faults.h"
#include "tests/faults/history.h"
#include "tests/faults/recovery.h"
#include "tests/faults/trace.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;

namespace {

namespace fs = std::filesystem;

std::vector<TraceEvent> trace_of(const History& history, const std::string& place) {
  const std::string disk = place + "/disk";
  fs::create_directory(disk);
  for (std::size_t i = 0; i < history.runs(); ++i) {
    const Finished finished = run_program(under_faults({.under = disk, .trace = place + "/trace"},
                                                       history.run(i, disk + "/archive")));
    INFO(finished.err);
    REQUIRE(finished.status == history.status(i));
    append_run_done(place + "/trace");
  }
  std::vector<TraceEvent> events = read_trace(place + "/trace");
  fs::remove_all(disk);
  fs::create_directory(disk);
  return events;
}

// Cuts the power at `cuts` moments, one in each stretch of the trace, and returns what was lost.
std::vector<std::string> losses(const History& history, const std::vector<TraceEvent>& events,
                                const std::string& place, int cuts) {
  std::mt19937 random(20'161'004);
  DiskModel disk(place + "/disk");
  std::vector<std::string> lost;
  std::size_t done = 0;
  std::size_t runs = 0;
  for (int i = 0; i < cuts; ++i) {
    const auto count = static_cast<std::size_t>(cuts);
    const std::size_t first = events.size() * static_cast<std::size_t>(i) / count;
    const std::size_t last = events.size() * static_cast<std::size_t>(i + 1) / count;
    const std::size_t at = first + random() % std::max<std::size_t>(1, last - first);
    for (; done < at; ++done) {
      if (events[done].kind == TraceKind::RunDone) ++runs;
      disk.apply(events[done]);
    }
    if (runs == history.runs()) break;
    for (const PowerCut cut : {PowerCut::LosesAll, PowerCut::LosesContents, PowerCut::LosesSome}) {
      if (i % 3 != static_cast<int>(cut)) continue;
      const std::string left = place + "/left";
      disk.write_after(cut, &random, left);
      const std::string loss = what_was_lost(history, runs, left + "/archive");
      if (!loss.empty()) {
        lost.push_back("power cut " + std::to_string(i) + " of kind " +
                       std::to_string(static_cast<int>(cut)) + " at event " + std::to_string(at) +
                       " of run " + std::to_string(runs) + ": " + loss);
      }
      fs::remove_all(left);
    }
  }
  return lost;
}

}  // namespace

TEST_CASE("a power cut at any moment loses no article of a run that has ended") {
  const TemporaryDirectory place;
  const History history(place.path());
  const std::vector<TraceEvent> events = trace_of(history, place.path());
  for (const std::string& loss : losses(history, events, place.path(), rounds(45))) {
    FAIL_CHECK(loss);
  }
}

TEST_CASE("without fsync a power cut would be seen to lose articles") {
  const TemporaryDirectory place;
  const History history(place.path());
  std::vector<TraceEvent> events = trace_of(history, place.path());
  std::erase_if(events, [](const TraceEvent& event) { return event.kind == TraceKind::Sync; });
  CHECK(!losses(history, events, place.path(), 12).empty());
}
