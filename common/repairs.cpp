// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/repairs.h"

#include <cstddef>

namespace backfile {
namespace {

constexpr std::array<std::string_view, 9> kNames = {"charset",     "ill_formed", "mojibake",
                                                    "entities",    "invisible",  "normalization",
                                                    "future_date", "epoch_date", "unreadable_date"};
static_assert(kNames.size() == static_cast<std::size_t>(Repair::UnreadableDate) + 1);

thread_local RepairScope* innermost = nullptr;

}  // namespace

std::string_view to_string(Repair repair) { return kNames[static_cast<std::size_t>(repair)]; }

std::optional<Repair> repair_named(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Repair>(i);
  }
  return std::nullopt;
}

std::vector<std::string_view> Repairs::names() const {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (contains(static_cast<Repair>(i))) names.push_back(kNames[i]);
  }
  return names;
}

void note_repair(Repair repair) {
  if (innermost != nullptr) innermost->found_.add(repair);
}

RepairScope::RepairScope() : outer_(innermost) { innermost = this; }

RepairScope::~RepairScope() { innermost = outer_; }

}  // namespace backfile
