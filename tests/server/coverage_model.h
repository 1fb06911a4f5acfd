// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "common/article.h"
#include "server/search/search.h"

namespace backfile {

// What an archive holds of a source, counted by the rules of docs/rest-api.md, "Coverage".
struct ModelCoverage {
  std::uint64_t articles = 0;
  std::uint64_t undated = 0;
  std::string first;  // Days; empty without any.
  std::string last;
  std::string gaps;   // "first/last " of each.
  std::string cells;  // "start=articles" and "ok", "low" or "none", for each interval.
};

// By folded id of the source.
std::map<std::string, ModelCoverage> model_coverage(const std::vector<Article>& live,
                                                    Interval interval);

}  // namespace backfile
