// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "common/result.h"
#include "server/search/cursor.h"
#include "server/search/matches.h"
#include "server/search/reader.h"
#include "server/search/search.h"
#include "server/search/snapshot.h"

namespace backfile {

// The record of a document. Corrupt or Unavailable when it cannot be read.
Result<Article> read_article(const Snapshot& snapshot, std::size_t segment, std::uint32_t docid);

// What matches the query and the filters of a request, by segment. References must outlive it.
Result<std::vector<SegmentMatches>> match_all(const MatchScope& scope, Reader& reader,
                                              const Query& query);

// The order of a request: the newest first where it has no words to rank by.
SortOrder effective_sort(const SearchRequest& request);

// One search in one revision. `cursor`: that of the request, already known to belong to this
// revision and search. After an error the reader must not be used again.
Result<SearchResult> run_search(const Snapshot& snapshot, Reader& reader, PostingCache& cache,
                                const SearchRequest& request, const std::optional<Cursor>& cursor,
                                Deadline deadline);

}  // namespace backfile
