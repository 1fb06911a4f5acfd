// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/result.h"
#include "server/search/matches.h"
#include "server/search/search.h"
#include "server/search/work.h"

namespace backfile {

// One restriction of a request under the name of its parameter, alone and left out.
struct OneFilter {
  std::string parameter;  // "from", "source", "exclude_source", "missing", ...
  Filters alone;
  Filters others;
};
std::vector<OneFilter> each_filter(const Filters& filters);

// The articles that match a query and its filters, by segment. As match_all().
Result<std::vector<SegmentMatches>> matches_of(const Work& work, const Filters& filters,
                                               const std::optional<Node>& root);

// How many they are.
Result<std::uint64_t> count_of(const Work& work, const Filters& filters,
                               const std::optional<Node>& root);

}  // namespace backfile
