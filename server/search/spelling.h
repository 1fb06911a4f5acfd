// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/result.h"
#include "server/query/ast.h"
#include "server/search/search.h"
#include "server/search/work.h"

namespace backfile {

// Words of the archive that may have been meant by words of a query that hardly any article has.
// Nothing is asked for in place of what was written: the answers are suggestions.

// A word is doubted when hardly any article of the archive has a form of it: so few,
inline constexpr std::uint64_t kRareWord = 2;
// or in larger archives, where the same mistakes are made more often, one in so many.
inline constexpr std::uint64_t kRareShare = 5'000;
std::uint64_t most_of_rare(std::uint64_t articles);

// Another one may be meant that is in so many times as many, or, where the doubted one is in more
// than kRareWord, in kFarMore times. Names are rare and often like another word: beside a word that
// any article has, only words are looked at that begin alike and differ in one letter.
inline constexpr std::uint64_t kMuchMore = 10;
inline constexpr std::uint64_t kFarMore = 100;
inline constexpr std::size_t kMostSpellings = 3;

struct Spelling {
  // The doubted words of the query that are wanted and for which there are others, in its order.
  std::vector<SpellingSuggestion> doubted;
  // The query with the first suggestion for each of them, when more articles pass the filters and
  // match it than the query itself.
  std::optional<CorrectedQuery> corrected;
};

// `found`: how many articles pass the filters and match. Deadline, Corrupt, Unavailable.
Result<Spelling> check_spelling(const Work& work, const Filters& filters, const Node& root,
                                std::uint64_t found);

}  // namespace backfile
