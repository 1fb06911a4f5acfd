// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "server/search/filter_set.h"
#include "server/search/matches.h"
#include "server/search/search.h"
#include "server/search/snapshot.h"

namespace backfile {

// Counts the values of one field over the segments of a revision. References must outlive it.
class FacetCounter {
 public:
  FacetCounter(const Snapshot& snapshot, const FilterSet& filters, FieldId field);

  void add(std::size_t segment, const SegmentMatches& matches);
  Facet finish(std::uint32_t size) const;

 private:
  void count(std::size_t segment, const DocIds& documents);
  FacetBucket bucket(std::uint32_t number) const;

  const Snapshot& snapshot_;
  const FilterSet& filters_;
  FieldId field_;
  std::vector<std::uint64_t> articles_;  // By number in the dictionary.
  std::uint64_t missing_ = 0;
};

}  // namespace backfile
