// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/word_table.h"

#include <functional>

namespace backfile {
namespace {

constexpr std::size_t kFirstSlots = 1 << 14;

}  // namespace

WordTable::WordTable() : slots_(kFirstSlots, Slot{0, kFree}), begins_(1, 0) {}

std::uint32_t WordTable::number(std::string_view word) {
  const auto hash = static_cast<std::uint32_t>(std::hash<std::string_view>()(word));
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at].number != kFree; at = (at + 1) & mask) {
    if (slots_[at].hash == hash && this->word(slots_[at].number) == word) return slots_[at].number;
  }
  const std::uint32_t number = size();
  slots_[at] = {hash, number};
  letters_.append(word);
  begins_.push_back(static_cast<std::uint32_t>(letters_.size()));
  if (std::size_t{number} * 2 > slots_.size()) grow();
  return number;
}

void WordTable::grow() {
  std::vector<Slot> old(slots_.size() * 2, Slot{0, kFree});
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.number == kFree) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].number != kFree) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

}  // namespace backfile
