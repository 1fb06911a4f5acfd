// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "common/schema.h"
#include "server/query/ast.h"

namespace backfile {

// Where the expressions of a query stand in an article. docs/query-language.md says what a place
// is; here and there the same words mean the same.

// The words [begin, end) of a passage.
struct Place {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool solid = true;  // A word or a phrase; else all from the first to the last word of a Near.

  friend auto operator<=>(const Place&, const Place&) = default;
};

// A title or a text: the words in it that the query asks about, and how it is divided.
struct Passage {
  struct Seen {
    std::uint32_t position;
    std::uint64_t slots;  // A bit for each of PlaceFinder::slots() that the word is one of.
  };
  FieldId field = FieldId::Text;          // Title or Text.
  std::vector<Seen> words;                // By position.
  std::vector<std::uint32_t> sentences;   // The first word of each; empty: it is one sentence.
  std::vector<std::uint32_t> paragraphs;  // Likewise.
  std::uint32_t size = 0;                 // In words; not known when there are none of `words`.

  void clear();
  // Takes the lengths of sentences as TokenStream::marks has them.
  void read_marks(std::span<const std::uint8_t> marks);
  // Behind the last word of the lead: the paragraphs with the first kLeadWords words, but no more
  // than kLongestLead words. 0 for a title.
  std::uint32_t lead_end() const;
};
inline constexpr std::uint32_t kLeadWords = 50;
inline constexpr std::uint32_t kLongestLead = 100;

// No distance is greater.
inline constexpr std::uint32_t kAnyDistance = std::numeric_limits<std::uint32_t>::max();

// Finds the places of one expression. Used by one thread.
class PlaceFinder {
 public:
  // A word that has to be found in a passage first: a Word, Exact, Prefix, Pattern or Fuzzy of one
  // word; `value` is set where it must stand as written.
  using Slot = Node;

  // `root`: has places (ast.h), or is an AtLeast; at most 64 words.
  explicit PlaceFinder(const Node& root);

  const std::vector<Slot>& slots() const { return slots_; }
  bool needs_marks() const { return needs_marks_; }
  // For count(), words that are further from each other than this may seem to be at any greater
  // distance.
  std::uint32_t reach() const { return reach_; }

  // How often the expression stands in the passages without overlapping; 0 when that is less than
  // an AtLeast asks for. Nothing when it stands in more than kMostPlaces places, or the pairs that
  // had to be looked at were more than kMostPairs.
  std::optional<std::uint32_t> count(const Passage& title, const Passage& text);

  // The places in one passage, in order, none with the same words twice; nothing like count().
  std::optional<std::vector<Place>> places(const Passage& passage);

  // The positions of the words of `passage` that take part, ascending; empty like count().
  std::vector<std::uint32_t> participants(const Passage& passage);

 private:
  struct Step {
    Node::Kind kind;
    std::optional<FieldId> field;
    Node::Nearness nearness;
    std::vector<std::uint8_t> slots;  // Of a leaf: those of its words, in order.
    std::vector<std::size_t> children;
    std::uint64_t required;  // The slots without which it has no place.
  };
  using Places = std::vector<Place>;

  std::size_t compile(const Node& node);
  std::uint8_t slot_for(const Node& leaf, std::size_t word);
  std::uint64_t required_by(const Step& step) const;
  Places find(std::size_t step, const Passage& passage);
  Places find_leaf(const Step& step, const Passage& passage) const;
  Places find_near(const Step& step, const Passage& passage);
  template <typename Visit>
  void for_each_near(const Step& step, const Passage& passage, const Places& first,
                     const Places& second, const Visit& visit);
  void take_part(std::size_t step, const Passage& passage, const Places& wanted,
                 std::vector<std::uint32_t>* positions);

  std::vector<Step> steps_;
  std::size_t root_ = 0;
  std::uint32_t at_least_ = 1;
  std::vector<Slot> slots_;
  bool needs_marks_ = false;
  std::uint32_t reach_ = 1;  // The words of a phrase are neighbours.
  std::uint64_t pairs_ = 0;  // Looked at in the article at hand.
  bool too_many_ = false;
};

inline constexpr std::size_t kMostPlaces = 1 << 18;
inline constexpr std::uint64_t kMostPairs = 1 << 24;

// The expression with weaker demands that need no places: every article that has places of `node`
// matches it.
Node without_places(const Node& node);

// Whether the articles that match `node` are found by its places.
bool needs_places(const Node& node);

}  // namespace backfile
