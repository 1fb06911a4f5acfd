// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/result.h"
#include "server/query/ast.h"
#include "server/search/bm25.h"
#include "server/search/matches.h"
#include "server/search/proximity_score.h"
#include "server/search/ranking_settings.h"
#include "server/search/recency.h"
#include "server/search/score.h"
#include "server/search/snapshot.h"
#include "server/search/title_match.h"

namespace backfile {

// BM25 of the words, phrases and words with wildcards that are wanted, each with the frequency of
// all of its forms together.
// The weight of a word is its inverse document frequency raised to RankingSettings::rarity: so that
// the small words of a question hardly count beside its rare ones, in every language and without a
// list of them. What a title with all of the words and what neighbouring words add, and what age
// takes away: RankingSettings.
class Ranking {
 public:
  // `matches`: what match_all() found for the query with this root. References must outlive it.
  // Deadline, Corrupt, Unavailable.
  static Result<Ranking> prepare(const MatchScope& scope, Reader& reader, const Node& root,
                                 const std::vector<SegmentMatches>& matches,
                                 const RankingSettings& settings);

  // The articles at ranks [offset, offset + count) of those that passed, best first; equal scores
  // in the order of segment and docid. The order does not depend on which piece of it is asked for.
  Result<std::vector<RankedArticle>> best(std::uint32_t offset, std::uint32_t count);

  // How many of those that passed come before this one, which is one of them.
  Result<std::uint64_t> articles_before(std::size_t segment, std::uint32_t docid);

  // The parts of the score of one that passed.
  ScoreExplanation explain(std::size_t segment, std::uint32_t docid);

 private:
  // A part of the query that gives weight.
  struct Clause {
    const Node* node;
    std::string name;  // leaf_name(), by which its postings are found.
    std::uint64_t matching = 0;
    float weight = 0;
    // By segment, by posting; empty where the frequencies of the postings hold.
    std::vector<std::vector<float>> frequencies = {};
  };
  // The same for a document.
  struct Found {
    float frequency = 0;
    Score score = 0;
  };

  Ranking(const MatchScope& scope, Reader& reader, const std::vector<SegmentMatches>& matches,
          const RankingSettings& settings)
      : scope_(scope),
        reader_(reader),
        matches_(matches),
        settings_(settings),
        recency_(scope.snapshot, settings.half_life) {}
  void collect_clauses(const Node& node);
  void weigh_clauses();
  void collect_words();
  Result<void> weigh_places();
  Result<void> find_titles();
  void add_frequencies(const std::vector<SegmentMatches>& places, Clause& clause,
                       const std::string& name, float factor) const;

  const PostingList* postings_of(const Clause& clause, std::size_t segment) const;
  LengthNorm norm_of(std::size_t segment) const;
  Found find(const Clause& clause, std::size_t segment, std::uint32_t docid) const;
  Score title_score(std::size_t segment, std::uint32_t docid) const;
  void score_words(std::size_t segment, std::vector<Score>* scores) const;
  bool has_more_than_words() const { return recency_.counts() || greatest_nearness_ > 0; }
  std::vector<std::vector<Score>> score_all() const;
  Score score_of_one(std::size_t segment, std::uint32_t docid);
  Score least_of_best(const std::vector<std::vector<Score>>& words, std::size_t count) const;
  Score nearness_of(std::size_t segment, std::uint32_t docid);
  Score whole(Score words, Score nearness, std::size_t segment, std::uint32_t docid) const {
    if (!recency_.counts()) return words + nearness;
    return faded(words + nearness, recency_.freshness_of(segment, docid));
  }

  const MatchScope& scope_;
  Reader& reader_;
  const std::vector<SegmentMatches>& matches_;
  RankingSettings settings_;
  Recency recency_;
  std::vector<std::unique_ptr<const Node>> plain_;  // What clauses of places were made into.
  std::vector<Clause> clauses_;
  // What titles add, by segment; ascending documents of those that passed.
  std::vector<std::vector<std::pair<std::uint32_t, Score>>> titles_;
  std::vector<WeighedWord> words_;
  Score greatest_nearness_ = 0;
  std::vector<std::unique_ptr<ProximityScore>> nearness_;  // By segment, once it is needed.
};

}  // namespace backfile
