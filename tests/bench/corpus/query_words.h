// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "common/article.h"

namespace backfile {

// Words to ask a corpus for, by the share of its articles that have them. All are of a-z, and of
// the language that most of the articles are in.
struct QueryWords {
  std::vector<std::string> common;    // In 5 to 30 % of the articles.
  std::vector<std::string> medium;    // In 0.5 to 5 %.
  std::vector<std::string> rare;      // In less than 0.1 %, but in some.
  std::vector<std::string> phrases;   // Two common or medium words that follow one another in some
                                      // of the articles: "white house".
  std::vector<std::string> prefixes;  // First five letters of medium words.
};

// `count` of each, fewer if the sample does not have so many.
QueryWords pick_query_words(const std::vector<Article>& sample, std::size_t count,
                            std::uint64_t seed);

}  // namespace backfile
