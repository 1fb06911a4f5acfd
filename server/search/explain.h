// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/result.h"
#include "server/search/archive.h"
#include "server/search/search.h"

namespace backfile {

// A part of a query: how many of the articles that pass the filters match it alone, and how many
// would match the whole query without it.
struct ClauseCount {
  std::string text;       // As it would be written.
  std::string operation;  // That joins `parts`: "AND", "W/5"; empty for what has none.
  std::uint64_t articles = 0;
  std::uint64_t without = 0;
  std::vector<ClauseCount> parts;
};

struct FilterCount {
  std::string parameter;
  std::uint64_t without = 0;  // Articles that would match if it were not given.
};

// What matches the query and all filters but from and to.
struct DateWindow {
  std::optional<std::int64_t> first;  // Seconds; absent when nothing dated matches.
  std::optional<std::int64_t> last;
  std::uint64_t articles = 0;
  std::uint64_t undated = 0;  // Of these.
};

struct ExplainAnswer {
  std::uint64_t total = 0;
  std::optional<ClauseCount> tree;  // Absent for a query without words.
  std::vector<FilterCount> filters;
  DateWindow window;
  std::vector<SpellingSuggestion> spelling;
  std::optional<CorrectedQuery> corrected;
  ArchiveStatus index;
};

// What each part of a search does to its result. Query and filters of `request` count. Errors as
// Archive::search().
Result<ExplainAnswer> explain_search(const Archive& archive, const SearchRequest& request);

}  // namespace backfile
