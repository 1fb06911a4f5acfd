// SPDX-License-Identifier: GPL-3.0-or-later
// Scores against the formula of docs/ranking.md, worked out slowly.
#include "server/search/ranking.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "common/date.h"
#include "server/query/parser.h"
#include "server/search/archive.h"
#include "tests/server/archive_fixture.h"
#include "tests/server/random_corpus.h"
#include "tests/server/search_model.h"

namespace backfile {
namespace {

struct Setting {
  ArchiveFixture fixture;
  std::unique_ptr<SearchModel> model;
  std::unique_ptr<Archive> archive;

  explicit Setting(Random& random) {
    for (const auto& batch : random_batches(random, 3, 80)) fixture.publish(batch);
    model = std::make_unique<SearchModel>(fixture.stored());
    auto opened = Archive::open(fixture.directory(), ArchiveOptions());
    REQUIRE_MESSAGE(opened, opened.error().message);
    archive = std::move(*opened);
  }
};

RankingSettings random_settings(Random& random) {
  const auto any = [&](std::initializer_list<double> values) {
    return values.begin()[random() % values.size()];
  };
  RankingSettings settings;
  settings.k1 = any({0, 0.4, 1.6, 5});
  settings.b = any({0, 0.55, 1});
  settings.rarity = any({0, 1, 1.5, 2});
  settings.title_weight = any({0, 1, 2, 7.5});
  settings.lead_weight = any({0, 1, 3});
  settings.title_match = any({0, 0.3, 1});
  settings.proximity = any({0, 0, 0.3, 1});
  settings.half_life = any({0, 0, 40, 3000});
  return settings;
}

// A query of single words, which the slow formula knows.
Node random_words(Random& random) {
  static const std::vector<std::string> kQueries = {"ferry OR storm",
                                                    "ferry",
                                                    "harbour OR ferry OR minister OR captain",
                                                    "title:ferry OR harbour",
                                                    "ferr* OR storm",
                                                    "text:harbour OR title:grain",
                                                    "lead:ferry OR storm",
                                                    "\"ferry\" OR storms",
                                                    "title:ferry OR title:storm",
                                                    "ferry storm"};
  const Result<Query> query = parse_query(kQueries[random() % kQueries.size()]);
  REQUIRE(query);
  return *query->root;
}

std::vector<Node> clauses_of(const Node& root) {
  return root.children.empty() ? std::vector<Node>{root} : root.children;
}

// The formula.
class SlowRanking {
 public:
  SlowRanking(const Setting& setting, const Node& root, const RankingSettings& settings)
      : settings_(settings), clauses_(clauses_of(root)) {
    for (const Node& clause : clauses_) {
      found_.push_back(setting.model->occurrences(clause));
      double matching = 0;
      for (const auto& entry : found_.back()) matching += entry.title + entry.text > 0 ? 1 : 0;
      const auto all = static_cast<double>(found_.back().size());
      const double idf = std::log(1 + (all - matching + 0.5) / (matching + 0.5));
      weights_.push_back(std::pow(idf, settings.rarity) * (settings.k1 + 1));
    }
    for (const auto& entry : found_.front()) average_ += entry.length;
    average_ = std::max(1.0, average_ / static_cast<double>(found_.front().size()));
    // What is dated after the last change of the archive makes nothing older.
    newest_ = std::min(*setting.archive->status().newest,
                       parse_iso_date(setting.archive->status().updated)->seconds);
    oldest_ = *setting.archive->status().oldest;
  }

  double score(const std::string& id) const {
    const std::size_t at = entry_of(id);
    double sum = 0;
    for (std::size_t c = 0; c < clauses_.size(); ++c) sum += words(c, at);
    sum += title_match(at);
    for (std::size_t c = 1; c < clauses_.size(); ++c) {
      const std::size_t distance = found_[c - 1][at].distance_to(found_[c][at]);
      if (distance == 0) continue;
      const auto d = static_cast<double>(distance);
      sum += settings_.proximity * std::min(weights_[c - 1], weights_[c]) / (d * d);
    }
    if (settings_.half_life > 0) {
      const auto& published = found_.front()[at].article->published;
      const auto age = static_cast<double>(newest_ - (published ? published->seconds : oldest_));
      sum *= std::exp2(-std::max(0.0, age) / 86'400 / settings_.half_life);
    }
    return sum;
  }

 private:
  std::size_t entry_of(const std::string& id) const {
    const auto& entries = found_.front();
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (entries[i].live && entries[i].article->id == id) return i;
    }
    return entries.size();
  }

  double words(std::size_t c, std::size_t at) const {
    const auto& found = found_[c][at];
    double frequency = found.title + found.text;
    if (!clauses_[c].field) {
      frequency = settings_.title_weight * found.title + found.text +
                  (settings_.lead_weight - 1) * found.lead;
    }
    if (frequency <= 0) return 0;
    const double length = 1 - settings_.b + settings_.b * found.length / average_;
    return weights_[c] * frequency / (frequency + settings_.k1 * length);
  }

  double title_match(std::size_t at) const {
    double weights = 0;
    double asked_for = 0;
    for (std::size_t c = 0; c < clauses_.size(); ++c) {
      const auto& found = found_[c][at];
      const bool elsewhere = clauses_[c].field && clauses_[c].field != FieldId::Title;
      if (found.title == 0 || elsewhere || clauses_[c].kind == Node::Kind::Prefix) return 0;
      weights += weights_[c];
      asked_for += found.title;
    }
    if (clauses_.size() < 2) return 0;
    const double length = found_.front()[at].title_length;
    return settings_.title_match * weights * std::min(asked_for, length) / length;
  }

  RankingSettings settings_;
  std::vector<Node> clauses_;
  std::vector<std::vector<SearchModel::Occurrences>> found_;  // By clause, by entry.
  std::vector<double> weights_;
  double average_ = 0;
  std::int64_t newest_ = 0;
  std::int64_t oldest_ = 0;
};

double sum_of_parts(const ScoreExplanation& explanation) {
  double sum = 0;
  for (const WordScore& word : explanation.words) sum += word.score;
  return sum + explanation.title_match + explanation.proximity + explanation.recency;
}

TEST_CASE(
    "scores are those of the formula, their parts add up, and no better article is left out") {
  const std::uint64_t seed = test_seed();
  MESSAGE("seed " << seed);
  Random random(seed);
  const Setting setting(random);
  for (int i = 0; i < 300; ++i) {
    SearchRequest request;
    request.query.root = random_words(random);
    request.ranking = random_settings(random);
    request.explain = true;
    request.page_size = 1000;
    INFO("request " << i << " of seed " << seed << ": " << to_string(*request.query.root));
    const Result<SearchResult> all = setting.archive->search(request);
    REQUIRE_MESSAGE(all, all.error().message);
    const SlowRanking slow(setting, *request.query.root, request.ranking);
    for (const Hit& hit : all->hits) {
      CAPTURE(hit.article.id);
      const double expected = slow.score(hit.article.id);
      CHECK(hit.score == doctest::Approx(expected).epsilon(0.002));
      REQUIRE(hit.explanation);
      CHECK(hit.explanation->score == hit.score);
      CHECK(sum_of_parts(*hit.explanation) == hit.score);
    }
    CHECK(std::ranges::is_sorted(all->hits, std::ranges::greater(), &Hit::score));
    // The best few, found without a look at the places of the others.
    request.page_size = 5;
    const Result<SearchResult> best = setting.archive->search(request);
    REQUIRE(best);
    for (std::size_t h = 0; h < best->hits.size(); ++h) {
      CHECK(best->hits[h].article.id == all->hits[h].article.id);
      CHECK(best->hits[h].score == all->hits[h].score);
    }
  }
}

TEST_CASE("a cursor belongs to the settings that it was given for") {
  const std::uint64_t seed = test_seed();
  Random random(seed);
  const Setting setting(random);
  for (const RankingSetting& row : kRankingSettings) {
    CAPTURE(row.name);
    SearchRequest request;
    request.query.root = random_words(random);
    request.page_size = 1;
    const Result<SearchResult> first = setting.archive->search(request);
    REQUIRE(first);
    REQUIRE_FALSE(first->next_cursor.empty());
    request.cursor = first->next_cursor;
    CHECK(setting.archive->search(request));
    request.ranking.*row.value = row.most;
    CHECK_FALSE(setting.archive->search(request));
  }
}

TEST_CASE("the greatest settings fit into a score") {
  double weight = 0;
  RankingSettings most;
  for (const RankingSetting& row : kRankingSettings) most.*row.value = row.most;
  const double idf = std::log(1e8);
  weight = std::pow(idf, most.rarity) * (most.k1 + 1) * 64;
  CHECK(weight * (1 + most.title_match + most.proximity) * kScoreUnits < 2147483647.0);
}

}  // namespace
}  // namespace backfile
