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

enum class KeynessMeasure { LogLikelihood, LogRatio };

struct KeynessRequest {
  SearchRequest search;  // The articles whose words are asked about: query, filters.
  Query versus;          // What they are compared with; without words the whole archive.
  KeynessMeasure measure = KeynessMeasure::LogLikelihood;
  std::uint64_t min_frequency = 3;  // In the articles asked about.
  std::uint32_t size = 20;
};

struct KeyWord {
  std::string word;
  TwoCounts counts;
  double log_likelihood;
  double log_ratio;
};

struct KeynessAnswer {
  std::vector<KeyWord> words;        // The greatest measure first, of equal ones in byte order.
  std::uint64_t distinct = 0;        // Words that qualify.
  std::uint64_t articles = 0;        // Asked about,
  std::uint64_t total = 0;           // and their words.
  std::uint64_t other_articles = 0;  // Compared with,
  std::uint64_t other_total = 0;     // and their words.
  ArchiveStatus index;
};

// The words that some articles have relatively more often than others. Every occurrence in titles
// and texts is counted. Deadline, Corrupt, Unavailable, InvalidArgument.
Result<KeynessAnswer> find_key_words(const Archive& archive, const KeynessRequest& request);

}  // namespace backfile
