// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/result.h"
#include "server/search/archive.h"
#include "server/search/search.h"
#include "server/search/word_measures.h"

namespace backfile {

enum class CollocateMeasure { LogLikelihood, MutualInformation, LogDice, TScore };

struct CollocatesRequest {
  SearchRequest search;             // Query and filters.
  std::uint32_t window = 5;         // Words on each side of a match.
  std::uint64_t min_frequency = 3;  // Occurrences in the windows.
  CollocateMeasure measure = CollocateMeasure::LogLikelihood;
  std::uint32_t size = 20;
};

struct Collocate {
  std::string word;
  Neighbourhood counts;
  double log_likelihood;
  double mutual_information;
  double log_dice;
  double t_score;
};

struct CollocatesAnswer {
  std::vector<Collocate> words;  // The greatest measure first, of equal ones in byte order.
  std::uint64_t distinct = 0;    // Words that qualify.
  std::uint64_t nodes = 0;       // Matches.
  std::uint64_t articles = 0;    // With them.
  std::uint64_t window_words = 0;
  std::uint64_t total = 0;  // Words of all articles that pass the filters.
  ArchiveStatus index;
};

// The words that stand beside the matches of a query: within `window` words of one, in the same
// title or text, and in none themselves. What stands beside several matches counts once. What is
// usual is what holds for all articles that pass the filters. Only words that stand there more
// often than chance would have it. Errors as Archive::search().
Result<CollocatesAnswer> find_collocates(const Archive& archive, const CollocatesRequest& request);

}  // namespace backfile
