// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace backfile {

// Scores and their parts are whole numbers of this unit, so that parts add up to the score exactly,
// in whichever order. With the greatest settings (ranking_settings.h) and 64 words that are in one
// of 100,000,000 articles each, a score fits in.
using Score = std::int32_t;
inline constexpr float kScoreUnits = 4096;  // To 1.

inline Score to_score(float value) { return static_cast<Score>(value * kScoreUnits + 0.5F); }
inline double to_number(Score score) { return score / double{kScoreUnits}; }

// What is left of a score after age has taken its part.
inline Score faded(Score score, double freshness) {
  return static_cast<Score>(score * freshness + 0.5);
}

struct RankedArticle {
  std::size_t segment;
  std::uint32_t docid;
  double score;
};

// Why an article has the score that it has.
struct WordScore {
  std::string clause;  // The part of the query, as it would be written.
  std::uint64_t matching =
      0;                 // Articles of the archive that have it, superseded versions included.
  double weight = 0;     // What it adds to a score at most.
  double frequency = 0;  // How often it stands in the article, with the weights of places.
  double score = 0;
};

struct ScoreExplanation {
  double score = 0;
  std::vector<WordScore> words;  // In the order of the query; those that are in the article.
  double title_match = 0;
  double proximity = 0;
  std::optional<double> age_days;  // Only where age counts.
  double recency = 0;              // Not above 0.
  double length = 0;               // Of the article, as BM25 sees it,
  double average_length = 0;       // and of all of them.
};

}  // namespace backfile
