// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/result.h"
#include "server/search/archive.h"
#include "server/search/search.h"

namespace backfile {

// By the date of the article, the newest first; by the words before the match, the nearest first;
// by those after it; by the match itself and then those after it.
enum class LineOrder { Newest, Left, Right, Match };

struct ConcordanceRequest {
  SearchRequest search;  // Query, filters, page_size, cursor.
  LineOrder order = LineOrder::Newest;
  std::uint32_t window = 8;  // Words on each side.
};

// One match in its context, as written; blanks and line ends are single blanks.
struct ConcordanceLine {
  Article article;
  FieldId field = FieldId::Text;  // Title or Text.
  std::string left;
  std::string match;
  std::string right;
};

struct ConcordanceAnswer {
  std::vector<ConcordanceLine> lines;
  std::uint64_t total = 0;     // Lines on all pages.
  std::uint64_t articles = 0;  // That match.
  std::string next_cursor;     // Empty behind the last line.
  ArchiveStatus index;
};

// Orders other than Newest hold all lines in memory: of more the search is refused.
inline constexpr std::uint64_t kMostSortedLines = 500'000;

// Every place where words of the query stand in articles that match it. Equal lines are in the
// order of their articles, and in one of their places. Errors as Archive::search().
Result<ConcordanceAnswer> find_concordance(const Archive& archive,
                                           const ConcordanceRequest& request);

}  // namespace backfile
