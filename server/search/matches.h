// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "common/result.h"
#include "server/query/ast.h"
#include "server/search/doc_ids.h"
#include "server/search/filter_set.h"
#include "server/search/posting_cache.h"
#include "server/search/posting_list.h"
#include "server/search/posting_reader.h"
#include "server/search/reader.h"
#include "server/search/snapshot.h"

namespace backfile {

// What a match needs beside its query. References must outlive it.
struct MatchScope {
  const Snapshot& snapshot;
  const FilterSet& filters;
  FailedFilters forgiven;  // Filters of the fields for which passed_but_one is wanted.
  Deadline deadline;
  PostingCache& cache;
};

// The matching articles of one segment. No dead ones are among them.
struct SegmentMatches {
  DocIds passed;  // Every filter.
  // By FieldId: those that pass every filter but that of this field. Filled for the fields that
  // are counted under all filters but their own.
  std::array<DocIds, kFieldCount> passed_but_one;
  // What has been read of the leaves on the way, by leaf_name(); dead and filtered documents are
  // among them.
  std::map<std::string, SharedPostings> leaves;
};

// How many articles match, in all segments together.
std::uint64_t articles_in(const std::vector<SegmentMatches>& matches);

// Equal for leaves, and for nodes that need places (places.h), that match the same, whatever the
// archive.
std::string leaf_name(const Node& leaf);

// `root` null: every article. Deadline, Corrupt, Unavailable.
Result<SegmentMatches> find_matches(const MatchScope& scope, Reader& reader, const Node* root,
                                    std::size_t segment);

}  // namespace backfile
