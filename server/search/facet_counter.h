// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "server/search/filter_set.h"
#include "server/search/matches.h"
#include "server/search/search.h"
#include "server/search/snapshot.h"

namespace backfile {

// Counts the values of one field over the segments of a revision. References must outlive it.
class FacetCounter {
 public:
  // `collapsed`: stories are counted, too.
  FacetCounter(const Snapshot& snapshot, const FilterSet& filters, FieldId field,
               bool collapsed = false);

  // `strict`: under the field's own filter too.
  void add(std::size_t segment, const SegmentMatches& matches, bool strict);
  // After the last one and before what follows, when collapsed.
  void count_duplicates() { duplicates_ = copies_->finish(); }
  // At most `size` buckets of the view, and in one of all values those that are filtered by.
  Facet finish(std::uint32_t size, const FacetView& view) const;

  // Numbers of the values with the most articles, the largest first.
  std::vector<std::uint32_t> largest(std::uint32_t size) const;
  FacetBucket bucket(std::uint32_t number) const;

 private:
  void count(std::size_t segment, const DocIds& documents);
  void add_copies(std::size_t segment, const DocIds& documents);
  bool comes_first(std::uint32_t a, std::uint32_t b, FacetOrder order) const;

  const Snapshot& snapshot_;
  const FilterSet& filters_;
  FieldId field_;
  std::vector<std::uint64_t> articles_;  // By number in the dictionary.
  std::uint64_t missing_ = 0;
  std::optional<DuplicateCounter> copies_;
  std::optional<std::vector<std::uint64_t>> duplicates_;  // By number.
};

}  // namespace backfile
