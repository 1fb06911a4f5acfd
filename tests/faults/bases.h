// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/faults/history.h"

namespace backfile {

// Archives as they are before each run of a history, and how many calls each run makes.
class Bases {
 public:
  // In `place`/bases.
  Bases(const History& history, const std::string& place);

  // Puts the archive as it is before the run into `place`/disk/archive, and returns that path.
  std::string prepare(std::size_t run) const;
  // What the injector is to look at: `place`/disk.
  std::string disk() const { return place_ + "/disk"; }

  const std::map<std::string, long>& calls(std::size_t run) const { return calls_[run]; }

 private:
  std::string base(std::size_t run) const { return place_ + "/bases/" + std::to_string(run); }

  std::string place_;
  std::vector<std::map<std::string, long>> calls_;
};

}  // namespace backfile
