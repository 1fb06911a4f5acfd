// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "common/result.h"
#include "server/search/filter_set.h"
#include "server/search/reader.h"
#include "server/search/snapshot.h"

namespace backfile {

using Deadline = std::chrono::steady_clock::time_point;

Error deadline_error();

// BM25. Lower k1 and b than the usual 1.2 and 0.75 suit news: articles are short, of one subject,
// and a long one is seldom padding. (Values of the TREC newswire baselines of Anserini.)
inline constexpr double kBm25K1 = 0.9;
inline constexpr double kBm25B = 0.4;

// The matching articles of one segment, ascending. No dead ones are among them.
struct SegmentMatches {
  std::vector<std::uint32_t> passed;  // Every filter.
  // By FieldId: those that pass every filter but that of this field. Filled for the fields that
  // are counted under all filters but their own.
  std::array<std::vector<std::uint32_t>, kFieldCount> passed_but_one;
};

// What a match needs beside its query. References must outlive it.
struct MatchScope {
  const Snapshot& snapshot;
  const FilterSet& filters;
  FailedFilters forgiven;  // Filters of the fields for which passed_but_one is wanted.
  Deadline deadline;
};

// Every article of a segment.
SegmentMatches all_matches(const MatchScope& scope, std::size_t segment);

// The articles of a segment that match the words. Deadline, Corrupt, Unavailable.
Result<SegmentMatches> find_matches(const MatchScope& scope, Reader& reader,
                                    const Xapian::Query& boolean, std::size_t segment);

struct RankedArticle {
  std::size_t segment;
  std::uint32_t docid;
  double score;
};

// The articles at ranks [offset, offset + count) that pass every filter, best first. The order is
// the same whatever piece of it is asked for. Deadline, Corrupt, Unavailable.
Result<std::vector<RankedArticle>> rank_matches(const MatchScope& scope, Reader& reader,
                                                const Xapian::Query& ranked, std::uint32_t offset,
                                                std::uint32_t count);

}  // namespace backfile
