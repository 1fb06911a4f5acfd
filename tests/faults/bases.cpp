// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/bases.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/faults/faults.h"
#include "tests/support/process.h"

namespace backfile {

namespace fs = std::filesystem;

Bases::Bases(const History& history, const std::string& place) : place_(place) {
  fs::create_directories(base(0));
  for (std::size_t i = 0; i < history.runs(); ++i) {
    const std::string archive = prepare(i);
    const std::string counts = place_ + "/counts";
    const Finished finished =
        run_program(under_faults({.under = place_, .counts = counts}, history.run(i, archive)));
    INFO(finished.err);
    REQUIRE(finished.status == history.status(i));
    calls_.push_back(counts_in(counts));
    REQUIRE(calls_.back()["all"] > 20);
    fs::rename(disk(), base(i + 1));
  }
}

std::string Bases::prepare(std::size_t run) const {
  fs::remove_all(disk());
  fs::copy(base(run), disk(), fs::copy_options::recursive);
  return disk() + "/archive";
}

}  // namespace backfile
