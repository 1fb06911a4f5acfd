// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/places.h"

#include <algorithm>
#include <tuple>

#include "common/index/varint.h"
#include "common/index/words.h"

namespace backfile {
namespace {

using Relation = Node::Nearness::Relation;
using Unit = Node::Nearness::Unit;

bool is_edge(const Place& place, std::uint32_t position) {
  if (place.solid) return position >= place.begin && position < place.end;
  return position == place.begin || position + 1 == place.end;
}

// Nothing is near itself: two places with a word of the query in common are no pair.
bool share_words(const Place& a, const Place& b) {
  if (a.solid && b.solid) return a.begin < b.end && b.begin < a.end;
  const Place& group = a.solid ? b : a;
  const Place& other = a.solid ? a : b;
  return is_edge(other, group.begin) || is_edge(other, group.end - 1);
}

// Neighbours are at 1, what lies within the other at 0.
std::uint32_t distance_between(const Place& a, const Place& b) {
  if (a.end <= b.begin) return b.begin - a.end + 1;
  if (b.end <= a.begin) return a.begin - b.end + 1;
  return 0;
}

Place hull(const Place& a, const Place& b) {
  return {std::min(a.begin, b.begin), std::max(a.end, b.end), false};
}

// The word of a value at this place, as it stands there.
std::string written_word(const std::string& value, std::size_t place) {
  std::string written;
  std::size_t at = 0;
  for_each_word(value, [&](const Word& word) {
    if (at++ == place) written = value.substr(word.begin, word.end - word.begin);
  });
  return written;
}

void make_set(std::vector<Place>* places) {
  std::ranges::sort(*places);
  places->erase(std::unique(places->begin(), places->end()), places->end());
}

// The unit, [first, second), with `position` in it.
std::pair<std::uint32_t, std::uint32_t> unit_around(const std::vector<std::uint32_t>& starts,
                                                    std::uint32_t position, std::uint32_t size) {
  const auto next = std::ranges::upper_bound(starts, position);
  return {next == starts.begin() ? 0 : *(next - 1), next == starts.end() ? size : *next};
}

}  // namespace

void Passage::clear() {
  words.clear();
  sentences.clear();
  paragraphs.clear();
  size = 0;
}

void Passage::read_marks(std::span<const std::uint8_t> marks) {
  const std::uint8_t* at = marks.data();
  const std::uint8_t* const end = at + marks.size();
  std::uint32_t position = 0;
  while (at < end) {
    const std::uint32_t mark = read_varint(at, end);
    position += mark >> 1;
    sentences.push_back(position);
    if ((mark & 1U) != 0) paragraphs.push_back(position);
  }
}

std::uint32_t Passage::lead_end() const {
  if (field != FieldId::Text) return 0;
  const auto next = std::ranges::lower_bound(paragraphs, kLeadWords);
  return std::min({next == paragraphs.end() ? size : *next, size, kLongestLead});
}

PlaceFinder::PlaceFinder(const Node& root) {
  if (root.kind == Node::Kind::AtLeast) at_least_ = root.count;
  root_ = compile(root.kind == Node::Kind::AtLeast ? root.children.front() : root);
  const bool counts_words =
      needs_marks_ || std::ranges::any_of(slots_, [](const Slot& slot) { return slot.as_written; });
  if (counts_words) reach_ = kAnyDistance;
}

std::uint8_t PlaceFinder::slot_for(const Node& leaf, std::size_t word) {
  Slot slot;
  slot.kind = leaf.kind;
  slot.words = {leaf.words[word]};
  slot.count = leaf.count;
  slot.language = leaf.language;
  if (leaf.as_written) {
    slot.as_written = true;
    slot.value = written_word(leaf.value, word);
  }
  const auto known = std::ranges::find(slots_, slot);
  if (known != slots_.end()) return static_cast<std::uint8_t>(known - slots_.begin());
  slots_.push_back(std::move(slot));
  return static_cast<std::uint8_t>(slots_.size() - 1);
}

std::size_t PlaceFinder::compile(const Node& node) {
  Step step{node.kind, node.field, node.nearness, {}, {}, 0};
  for (const Node& child : node.children) step.children.push_back(compile(child));
  for (std::size_t i = 0; i < node.words.size(); ++i) step.slots.push_back(slot_for(node, i));
  needs_marks_ = needs_marks_ || node.field == FieldId::Lead ||
                 (node.kind == Node::Kind::Near && node.nearness.unit != Unit::Words);
  if (node.kind == Node::Kind::Near) reach_ = std::max(reach_, node.nearness.distance);
  step.required = required_by(step);
  steps_.push_back(std::move(step));
  return steps_.size() - 1;
}

std::uint64_t PlaceFinder::required_by(const Step& step) const {
  std::uint64_t required = 0;
  for (const std::uint8_t slot : step.slots) required |= std::uint64_t{1} << slot;
  if (step.children.empty()) return required;
  required = steps_[step.children.front()].required;
  if (step.nearness.relation == Relation::NotWithin) return required;
  for (const std::size_t child : step.children) {
    if (step.kind == Node::Kind::Or) {
      required &= steps_[child].required;
    } else {
      required |= steps_[child].required;
    }
  }
  return required;
}

PlaceFinder::Places PlaceFinder::find(std::size_t step, const Passage& passage) {
  const Step& of = steps_[step];
  if (of.kind == Node::Kind::Near) return find_near(of, passage);
  if (of.kind != Node::Kind::Or) return find_leaf(of, passage);
  Places places;
  for (const std::size_t child : of.children) {
    const Places found = find(child, passage);
    places.insert(places.end(), found.begin(), found.end());
  }
  make_set(&places);
  return places;
}

PlaceFinder::Places PlaceFinder::find_leaf(const Step& step, const Passage& passage) const {
  const bool title = passage.field == FieldId::Title;
  if (step.field && (*step.field == FieldId::Title) != title) return {};
  const std::uint32_t limit = step.field == FieldId::Lead ? passage.lead_end() : passage.size;
  const auto length = static_cast<std::uint32_t>(step.slots.size());
  Places places;
  const std::vector<Passage::Seen>& words = passage.words;
  for (std::size_t i = 0; i + length <= words.size(); ++i) {
    std::uint32_t matched = 0;
    while (matched < length &&
           words.data()[i + matched].position == words.data()[i].position + matched &&
           (words.data()[i + matched].slots >> step.slots[matched] & 1U) != 0) {
      ++matched;
    }
    const std::uint32_t begin = words.data()[i].position;
    if (matched == length && begin + length <= limit) {
      places.push_back({begin, begin + length, true});
    }
  }
  return places;
}

// Calls `visit` with each pair that stands together, by indexes. Both lists are in order.
template <typename Visit>
void PlaceFinder::for_each_near(const Step& step, const Passage& passage, const Places& first,
                                const Places& second, const Visit& visit) {
  const Node::Nearness& how = step.nearness;
  const std::vector<std::uint32_t>& starts =
      how.unit == Unit::Sentence ? passage.sentences : passage.paragraphs;
  std::uint32_t longest = 0;
  for (const Place& place : second) longest = std::max(longest, place.end - place.begin);
  std::size_t from = 0;
  for (std::size_t a = 0; a < first.size() && !too_many_; ++a) {
    const Place& x = first[a];
    std::uint32_t low = x.begin > how.distance + longest ? x.begin - how.distance - longest : 0;
    std::uint32_t high = x.end + how.distance;  // Of the beginning, exclusive.
    if (how.unit != Unit::Words) {
      const auto unit = unit_around(starts, x.begin, passage.size);
      if (x.end > unit.second) continue;
      std::tie(low, high) = unit;
    }
    while (from < second.size() && second[from].begin < low) ++from;
    for (std::size_t b = from; b < second.size() && second[b].begin < high; ++b) {
      const Place& y = second[b];
      if (++pairs_ > kMostPairs) too_many_ = true;
      if (too_many_) return;
      if (how.unit == Unit::Words ? distance_between(x, y) > how.distance : y.end > high) continue;
      if (how.relation == Relation::Before ? y.begin < x.end : share_words(x, y)) continue;
      visit(a, b);
    }
  }
}

PlaceFinder::Places PlaceFinder::find_near(const Step& step, const Passage& passage) {
  const bool without = step.nearness.relation == Relation::NotWithin;
  Places first = find(step.children[0], passage);
  if (first.empty()) return {};
  const Places second = find(step.children[1], passage);
  if (second.empty()) return without ? first : Places{};
  if (without) {
    std::vector<bool> near(first.size());
    for_each_near(step, passage, first, second,
                  [&](std::size_t a, std::size_t) { near[a] = true; });
    Places left;
    for (std::size_t i = 0; i < first.size(); ++i) {
      if (!near[i]) left.push_back(first[i]);
    }
    return left;
  }
  Places places;
  for_each_near(step, passage, first, second, [&](std::size_t a, std::size_t b) {
    places.push_back(hull(first[a], second[b]));
    if (places.size() > kMostPlaces) too_many_ = true;
  });
  make_set(&places);
  return places;
}

std::optional<std::uint32_t> PlaceFinder::count(const Passage& title, const Passage& text) {
  pairs_ = 0;
  too_many_ = false;
  std::uint32_t found = 0;
  for (const Passage* passage : {&title, &text}) {
    std::uint64_t present = 0;
    for (const Passage::Seen& seen : passage->words) present |= seen.slots;
    if ((steps_[root_].required & ~present) != 0) continue;
    Places places = find(root_, *passage);
    std::ranges::sort(places, {}, &Place::end);
    std::uint32_t free = 0;  // The first word behind the places that were counted.
    for (const Place& place : places) {
      if (place.begin < free) continue;
      ++found;
      free = place.end;
    }
  }
  if (too_many_) return std::nullopt;
  return found < at_least_ ? 0 : found;
}

// Which words make up the wanted ones of a step's places.
void PlaceFinder::take_part(std::size_t step, const Passage& passage, const Places& wanted,
                            std::vector<std::uint32_t>* positions) {
  const Step& of = steps_[step];
  const auto among = [](const Places& places, const Place& place) {
    return std::ranges::binary_search(places, place);
  };
  if (of.kind == Node::Kind::Or) {
    for (const std::size_t child : of.children) {
      Places part = find(child, passage);
      std::erase_if(part, [&](const Place& place) { return !among(wanted, place); });
      take_part(child, passage, part, positions);
    }
    return;
  }
  if (of.kind != Node::Kind::Near) {
    for (const Place& place : wanted) {
      for (std::uint32_t i = place.begin; i < place.end; ++i) positions->push_back(i);
    }
    return;
  }
  if (of.nearness.relation == Relation::NotWithin) {
    take_part(of.children[0], passage, wanted, positions);
    return;
  }
  const Places first = find(of.children[0], passage);
  const Places second = find(of.children[1], passage);
  Places wanted_first;
  Places wanted_second;
  for_each_near(of, passage, first, second, [&](std::size_t a, std::size_t b) {
    if (!among(wanted, hull(first[a], second[b]))) return;
    wanted_first.push_back(first[a]);
    wanted_second.push_back(second[b]);
  });
  make_set(&wanted_first);
  make_set(&wanted_second);
  take_part(of.children[0], passage, wanted_first, positions);
  take_part(of.children[1], passage, wanted_second, positions);
}

std::optional<std::vector<Place>> PlaceFinder::places(const Passage& passage) {
  pairs_ = 0;
  too_many_ = false;
  Places found = find(root_, passage);
  if (too_many_) return std::nullopt;
  std::ranges::sort(found);
  const auto same_words = [](const Place& a, const Place& b) {
    return a.begin == b.begin && a.end == b.end;
  };
  found.erase(std::unique(found.begin(), found.end(), same_words), found.end());
  return found;
}

std::vector<std::uint32_t> PlaceFinder::participants(const Passage& passage) {
  pairs_ = 0;
  too_many_ = false;
  std::vector<std::uint32_t> positions;
  take_part(root_, passage, find(root_, passage), &positions);
  if (too_many_) return {};
  std::ranges::sort(positions);
  positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
  return positions;
}

Node without_places(const Node& node) {
  if (node.kind == Node::Kind::AtLeast) return without_places(node.children.front());
  const bool one = node.kind == Node::Kind::Near && node.nearness.relation == Relation::NotWithin;
  if (one) return without_places(node.children.front());
  Node plain = node;
  plain.children.clear();
  if (plain.field == FieldId::Lead) plain.field.reset();
  plain.as_written = false;
  if (node.kind == Node::Kind::Near) plain.kind = Node::Kind::And;
  plain.nearness = {};
  for (const Node& child : node.children) plain.children.push_back(without_places(child));
  return plain;
}

bool needs_places(const Node& node) {
  return node.kind == Node::Kind::Near || node.kind == Node::Kind::AtLeast ||
         node.field == FieldId::Lead || node.as_written;
}

}  // namespace backfile
