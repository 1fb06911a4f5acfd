// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/recovery.h"

#include "tests/support/process.h"

namespace backfile {
namespace {

std::string difference(const ArchiveContent& found, const ArchiveContent& expected) {
  for (const auto& [id, record] : expected) {
    const auto there = found.find(id);
    if (there == found.end()) return id + " is missing";
    if (there->second != record) return id + " is " + there->second + " and not " + record;
  }
  for (const auto& [id, record] : found) {
    if (!expected.contains(id)) return id + " should not be there";
  }
  return {};
}

// Of what was there before, what is there afterwards is never gone in between.
std::string missing(const ArchiveContent& found, const ArchiveContent& before,
                    const ArchiveContent& after) {
  for (const auto& [id, record] : before) {
    if (after.contains(id) && !found.contains(id)) return id + " is missing";
  }
  return {};
}

std::string damage(const std::string& archive) {
  const Finished verified = run_program({BACKFILE_INDEX, "verify", "--archive", archive});
  return verified.status == 0 ? "" : "verify: " + verified.err;
}

}  // namespace

std::string what_was_lost(const History& history, std::size_t runs, const std::string& archive,
                          bool may_be_partial) {
  const ArchiveContent& before = history.after(runs);
  const ArchiveContent& after = history.after(runs + 1);
  const Result<ArchiveContent> found = content_of(archive);
  const bool is_new = runs == 0 && !found && found.error().code == ErrorCode::NotFound;
  if (!found && !is_new) return "cannot be opened: " + found.error().message;
  if (found && may_be_partial) {
    if (std::string lost = missing(*found, before, after); !lost.empty()) return lost;
  } else if (found && *found != before && *found != after) {
    return "between two runs: " + difference(*found, before);
  }
  if (!is_new) {
    if (std::string found_damage = damage(archive); !found_damage.empty()) return found_damage;
  }
  const Finished again = run_program(history.run(runs, archive));
  if (again.status != 0 && again.status != history.status(runs)) {
    return "the run once more ends with " + std::to_string(again.status) + ": " + again.err;
  }
  const Result<ArchiveContent> whole = content_of(archive);
  if (!whole) return "after the run once more: " + whole.error().message;
  if (std::string differs = difference(*whole, after); !differs.empty()) {
    return "after the run once more: " + differs;
  }
  return damage(archive);
}

}  // namespace backfile
