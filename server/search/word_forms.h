// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "common/index/vocabulary.h"
#include "common/result.h"
#include "server/query/ast.h"
#include "server/search/lanes.h"
#include "server/search/reader.h"
#include "server/search/segment.h"

namespace backfile {

// What the words of a query are in a segment.

// A bit for each of Vocabulary::languages().
using LanguageSet = std::uint32_t;
LanguageSet all_languages(const Vocabulary& vocabulary);

// A word of the segment, and the languages in which it counts.
struct WordForm {
  std::uint32_t place;
  LanguageSet languages;
};

// `leaf`: a Word, Exact, Prefix, Pattern or Fuzzy of one word. In the order of words.
std::vector<WordForm> forms_of(const Node& leaf, const Segment& segment, Reader& reader);

// The places of the words that differ from `word` in at most `distance` letters, as Node::Fuzzy
// says. Ascending.
std::vector<std::uint32_t> words_near(const Segment& segment, std::string_view word,
                                      std::uint32_t distance);

// Whether they do.
bool is_word_near(std::string_view word, std::string_view other, std::uint32_t distance);

// A prefix, pattern or fuzzy word that stands for more words than this is refused: each costs a
// posting list.
inline constexpr std::size_t kMaxExpansion = 500;

// InvalidArgument when a leaf of `node` stands for more than kMaxExpansion words of the archive;
// Deadline.
Result<void> check_expansions(const Node& node,
                              const std::vector<std::shared_ptr<const Segment>>& segments,
                              const Deadline& deadline);

}  // namespace backfile
