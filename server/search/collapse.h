// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "common/result.h"
#include "server/search/matches.h"
#include "server/search/ranking.h"
#include "server/search/snapshot.h"

namespace backfile {

// Searches that show one article of each story. An article in no story is one of its own.

// How many of the matches each story has, by its number.
std::vector<std::uint32_t> matches_by_story(const Snapshot& snapshot,
                                            const std::vector<SegmentMatches>& matches);

// Of the matches those that are in no story, and of each story the one that comes first in an order
// without words.
std::vector<SegmentMatches> first_of_stories(const Snapshot& snapshot,
                                             const std::vector<SegmentMatches>& matches,
                                             SortOrder sort);

// At most `count` articles from rank `offset` on, best first, none of a story that has a better
// one. `next`: the rank of the one that follows them, if there is one. Ranks count all matches.
struct CollapsedRanks {
  std::vector<RankedArticle> articles;
  std::optional<std::uint32_t> next;
};
// `ranking` is of the same matches. Errors as Ranking::best().
Result<CollapsedRanks> rank_stories(const Snapshot& snapshot, Ranking& ranking,
                                    const std::vector<SegmentMatches>& matches,
                                    std::uint32_t offset, std::uint32_t count);

}  // namespace backfile
