// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/proximity_score.h"

#include <algorithm>
#include <limits>

namespace backfile {
namespace {

constexpr std::uint32_t kFar = std::numeric_limits<std::uint32_t>::max();

std::vector<PlaceFinder::Slot> slots_of(const std::vector<WeighedWord>& words) {
  std::vector<PlaceFinder::Slot> slots;
  for (const WeighedWord& word : words) slots.push_back(word.slot);
  return slots;
}

}  // namespace

ProximityScore::ProximityScore(const std::vector<WeighedWord>& words, const Segment& segment,
                               Reader& reader)
    : passages_(slots_of(words), segment, reader), last_(words.size()) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::optional<FieldId> where = words[i].slot.field;
    if (!where || where == FieldId::Title) in_title_ |= std::uint64_t{1} << i;
    if (where != FieldId::Title) in_text_ |= std::uint64_t{1} << i;
    if (where == FieldId::Lead) in_lead_ |= std::uint64_t{1} << i;
    if (i == 0 || words[i - 1].clause == words[i].clause) continue;
    pairs_.push_back({i - 1, i, std::min(words[i - 1].weight, words[i].weight), kFar});
  }
}

void ProximityScore::measure(const Passage& passage, std::uint64_t counted) {
  std::ranges::fill(last_, 0);
  const std::uint32_t lead_end = in_lead_ == 0 ? 0 : passage.lead_end();
  for (const Passage::Seen& seen : passage.words) {
    const std::uint64_t behind = seen.position < lead_end ? 0 : in_lead_;
    const std::uint64_t slots = seen.slots & counted & ~behind;
    for (Pair& pair : pairs_) {
      const bool is_first = (slots >> pair.first & 1U) != 0;
      const bool is_second = (slots >> pair.second & 1U) != 0;
      // A word that both stand for is not near itself.
      if (is_first && last_[pair.second] > 0) {
        pair.distance = std::min(pair.distance, seen.position + 1 - last_[pair.second]);
      }
      if (is_second && last_[pair.first] > 0) {
        pair.distance = std::min(pair.distance, seen.position + 1 - last_[pair.first]);
      }
    }
    for (std::size_t slot = 0; slot < last_.size(); ++slot) {
      if ((slots >> slot & 1U) != 0) last_[slot] = seen.position + 1;
    }
  }
}

float ProximityScore::of(std::uint32_t docid) {
  for (Pair& pair : pairs_) pair.distance = kFar;
  passages_.read(docid, in_lead_ != 0);
  measure(passages_.title(), in_title_);
  measure(passages_.text(), in_text_);
  float sum = 0;
  for (const Pair& pair : pairs_) {
    if (pair.distance == kFar) continue;
    const auto distance = static_cast<float>(pair.distance);
    sum += pair.weight / (distance * distance);
  }
  return sum;
}

float greatest_proximity(const std::vector<WeighedWord>& words) {
  float sum = 0;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i - 1].clause == words[i].clause) continue;
    sum += std::min(words[i - 1].weight, words[i].weight);
  }
  return sum;
}

}  // namespace backfile
