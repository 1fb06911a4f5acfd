// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/collapse.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>

#include "server/search/sort_order.h"

namespace backfile {
namespace {

template <typename Visit>
void for_each_in_story(const Snapshot& snapshot, std::size_t segment, const DocIds& documents,
                       const Visit& visit) {
  const KeywordColumn& column = snapshot.stories().column(segment).column();
  if (column.documents() == 0) return;
  const auto ahead = [&column](std::uint32_t later, std::uint32_t sooner) {
    column.prefetch(later, sooner);
  };
  documents.for_each(ahead, [&](std::uint32_t docid) {
    if (const auto story = snapshot.stories().story_of(segment, docid)) visit(docid, *story);
  });
}

}  // namespace

std::vector<std::uint32_t> matches_by_story(const Snapshot& snapshot,
                                            const std::vector<SegmentMatches>& matches) {
  std::vector<std::uint32_t> counts(snapshot.stories().size());
  for (std::size_t s = 0; s < matches.size(); ++s) {
    for_each_in_story(snapshot, s, matches[s].passed,
                      [&](std::uint32_t, std::uint32_t story) { ++counts[story]; });
  }
  return counts;
}

std::vector<SegmentMatches> first_of_stories(const Snapshot& snapshot,
                                             const std::vector<SegmentMatches>& matches,
                                             SortOrder sort) {
  std::vector<std::optional<SortKey>> first(snapshot.stories().size());
  for (std::size_t s = 0; s < matches.size(); ++s) {
    for_each_in_story(snapshot, s, matches[s].passed,
                      [&](std::uint32_t docid, std::uint32_t story) {
                        const SortKey key = key_of(snapshot, s, docid, sort);
                        if (!first[story] || comes_before(key, *first[story], sort))
                          first[story] = key;
                      });
  }
  std::vector<SegmentMatches> shown(matches.size());
  for (std::size_t s = 0; s < matches.size(); ++s) {
    std::vector<std::uint32_t> docids;
    matches[s].passed.for_each([&](std::uint32_t docid) {
      const auto story = snapshot.stories().story_of(s, docid);
      if (!story || (first[*story]->segment == s && first[*story]->docid == docid)) {
        docids.push_back(docid);
      }
    });
    shown[s].passed = DocIds(std::move(docids));
  }
  return shown;
}

Result<CollapsedRanks> rank_stories(const Snapshot& snapshot, Ranking& ranking,
                                    const std::vector<SegmentMatches>& matches,
                                    std::uint32_t offset, std::uint32_t count) {
  const auto most = static_cast<std::uint32_t>(
      std::min<std::uint64_t>(articles_in(matches), std::numeric_limits<int>::max()));
  // Stories seen in ranks before the page must not be shown again, so all ranks are gone through.
  for (std::uint32_t looked_at = std::min(most, offset + 2 * count + 1);;
       looked_at = std::min(most, 2 * looked_at)) {
    const Result<std::vector<RankedArticle>> best = ranking.best(0, looked_at);
    if (!best) return best.error();
    const std::vector<RankedArticle>& ranked = *best;
    CollapsedRanks page;
    std::vector<bool> seen(snapshot.stories().size());
    for (std::uint32_t rank = 0; rank < ranked.size(); ++rank) {
      const auto story = snapshot.stories().story_of(ranked[rank].segment, ranked[rank].docid);
      if (story && seen[*story]) continue;
      if (story) seen[*story] = true;
      if (rank < offset) continue;
      if (page.articles.size() == count) {
        page.next = rank;
        return page;
      }
      page.articles.push_back(ranked[rank]);
    }
    if (looked_at == most) return page;
  }
}

}  // namespace backfile
