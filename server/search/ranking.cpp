// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/ranking.h"

#include <algorithm>
#include <chrono>
#include <tuple>
#include <utility>

#include "server/query/made_nodes.h"
#include "server/search/best_articles.h"
#include "server/search/places.h"
#include "server/search/search_run.h"

namespace backfile {
namespace {

// The same words, asked for in the title alone or the lead alone.
Node in_place(const Node& node, FieldId place) {
  Node copy = node;
  copy.field = place;
  return copy;
}

}  // namespace

Result<Ranking> Ranking::prepare(const MatchScope& scope, Reader& reader, const Node& root,
                                 const std::vector<SegmentMatches>& matches,
                                 const RankingSettings& settings) {
  Ranking ranking(scope, reader, matches, settings);
  ranking.collect_clauses(root);
  ranking.weigh_clauses();
  if (Result<void> done = ranking.weigh_places(); !done) return done.error();
  if (Result<void> done = ranking.find_titles(); !done) return done.error();
  if (settings.proximity > 0) ranking.collect_words();
  return ranking;
}

// Only what is wanted gives weight, not what is shut out.
void Ranking::collect_clauses(const Node& node) {
  switch (node.kind) {
    case Node::Kind::And:
    case Node::Kind::Or:
      for (const Node& child : node.children) collect_clauses(child);
      return;
    case Node::Kind::Near:
    case Node::Kind::AtLeast:
      plain_.push_back(std::make_unique<const Node>(without_places(node)));
      collect_clauses(*plain_.back());
      return;
    case Node::Kind::Word:
    case Node::Kind::Exact:
    case Node::Kind::Prefix:
    case Node::Kind::Pattern:
    case Node::Kind::Fuzzy: {
      std::string name = leaf_name(node);
      if (std::ranges::find(clauses_, name, &Clause::name) != clauses_.end()) return;
      clauses_.push_back({.node = &node, .name = std::move(name)});
      return;
    }
    case Node::Kind::Not:
    case Node::Kind::Keyword:
    case Node::Kind::Length:
    case Node::Kind::Date: return;
  }
}

void Ranking::weigh_clauses() {
  for (Clause& clause : clauses_) {
    for (std::size_t s = 0; s < matches_.size(); ++s) {
      if (const PostingList* list = postings_of(clause, s)) clause.matching += list->docids.size();
    }
    const double rarity = rarity_of(clause.matching, scope_.snapshot.documents(), settings_.rarity);
    clause.weight = static_cast<float>(rarity * (settings_.k1 + 1));
  }
}

// The postings count words of the title kTitleWeight times and those of the lead once: where other
// weights are wanted, both are looked up by themselves.
Result<void> Ranking::weigh_places() {
  const std::array<std::pair<FieldId, double>, 2> places = {
      {{FieldId::Title, settings_.title_weight - kTitleWeight},
       {FieldId::Lead, settings_.lead_weight - 1}}};
  for (const auto& [place, factor] : places) {
    if (factor == 0) continue;
    std::vector<Node> nodes;
    for (const Clause& clause : clauses_) {
      if (!clause.node->field) nodes.push_back(in_place(*clause.node, place));
    }
    if (nodes.empty()) return {};
    Query query;
    query.root = any_of(std::move(nodes));
    const Result<std::vector<SegmentMatches>> found = match_all(scope_, reader_, query);
    if (!found) return found.error();
    for (Clause& clause : clauses_) {
      if (clause.node->field) continue;
      add_frequencies(*found, clause, leaf_name(in_place(*clause.node, place)),
                      static_cast<float>(factor));
    }
  }
  return {};
}

void Ranking::add_frequencies(const std::vector<SegmentMatches>& places, Clause& clause,
                              const std::string& name, float factor) const {
  clause.frequencies.resize(matches_.size());
  for (std::size_t s = 0; s < matches_.size(); ++s) {
    const PostingList* const list = postings_of(clause, s);
    if (list == nullptr) continue;
    std::vector<float>& frequencies = clause.frequencies[s];
    if (frequencies.empty()) frequencies.assign(list->frequencies.begin(), list->frequencies.end());
    const auto part = places[s].leaves.find(name);
    if (part == places[s].leaves.end()) continue;
    const PostingList& in_place = *part->second;
    std::size_t at = 0;
    for (std::size_t i = 0; i < in_place.docids.size(); ++i) {
      while (at < list->docids.size() && list->docids[at] < in_place.docids[i]) ++at;
      if (at == list->docids.size()) break;
      if (list->docids[at] != in_place.docids[i]) continue;
      frequencies[at] += factor * static_cast<float>(in_place.frequencies[i]);
    }
  }
}

Result<void> Ranking::find_titles() {
  titles_.resize(matches_.size());
  std::vector<const Clause*> rarest_first;
  float weights = 0;
  for (const Clause& clause : clauses_) {
    rarest_first.push_back(&clause);
    weights += clause.weight;
  }
  std::ranges::stable_sort(rarest_first, {}, &Clause::matching);
  std::vector<const Node*> leaves;
  for (const Clause* clause : rarest_first) leaves.push_back(clause->node);
  if (settings_.title_match <= 0 || !can_be_a_title(leaves)) return {};
  const float greatest = static_cast<float>(settings_.title_match) * weights;
  for (std::size_t s = 0; s < matches_.size(); ++s) {
    const Result<std::vector<TitleMatch>> titles =
        match_titles(scope_, reader_, leaves, matches_[s].passed, s);
    if (!titles) return titles.error();
    for (const TitleMatch& title : *titles) {
      titles_[s].emplace_back(title.docid, to_score(greatest * title.share));
    }
  }
  return {};
}

void Ranking::collect_words() {
  for (std::size_t c = 0; c < clauses_.size(); ++c) {
    for (const std::string& word : clauses_[c].node->words) {
      PlaceFinder::Slot slot;
      slot.kind = clauses_[c].node->kind;
      slot.field = clauses_[c].node->field;
      slot.count = clauses_[c].node->count;
      slot.words = {word};
      words_.push_back({std::move(slot), clauses_[c].weight, c});
    }
  }
  const auto factor = static_cast<float>(settings_.proximity);
  greatest_nearness_ = to_score(factor * greatest_proximity(words_));
  nearness_.resize(matches_.size());
}

const PostingList* Ranking::postings_of(const Clause& clause, std::size_t segment) const {
  const auto leaf = matches_[segment].leaves.find(clause.name);
  return leaf == matches_[segment].leaves.end() ? nullptr : leaf->second.get();
}

LengthNorm Ranking::norm_of(std::size_t segment) const {
  const auto k1 = static_cast<float>(settings_.k1);
  const auto b = static_cast<float>(settings_.b);
  return {scope_.snapshot.segment(segment).lengths(), k1 * (1 - b),
          k1 * b / scope_.snapshot.average_length()};
}

void Ranking::score_words(std::size_t segment, std::vector<Score>* scores) const {
  const DocIds& passed = matches_[segment].passed;
  scores->assign(passed.size(), 0);
  const LengthNorm norm = norm_of(segment);
  for (const Clause& clause : clauses_) {
    const PostingList* const list = postings_of(clause, segment);
    if (list == nullptr) continue;
    if (clause.frequencies.empty()) {
      add_scores(*list, list->frequencies.data(), passed, clause.weight, norm, scores->data());
    } else {
      add_scores(*list, clause.frequencies[segment].data(), passed, clause.weight, norm,
                 scores->data());
    }
  }
  for (const auto& [docid, score] : titles_[segment]) (*scores)[passed.count_below(docid)] += score;
}

Score Ranking::title_score(std::size_t segment, std::uint32_t docid) const {
  const auto& titles = titles_[segment];
  const auto at =
      std::ranges::lower_bound(titles, docid, {}, &std::pair<std::uint32_t, Score>::first);
  return at == titles.end() || at->first != docid ? 0 : at->second;
}

Ranking::Found Ranking::find(const Clause& clause, std::size_t segment, std::uint32_t docid) const {
  const PostingList* const list = postings_of(clause, segment);
  if (list == nullptr) return {};
  const auto at = std::ranges::lower_bound(list->docids, docid);
  if (at == list->docids.end() || *at != docid) return {};
  const auto posting = static_cast<std::size_t>(at - list->docids.begin());
  const float frequency = clause.frequencies.empty()
                              ? static_cast<float>(list->frequencies[posting])
                              : clause.frequencies[segment][posting];
  return {frequency, score_of(clause.weight, frequency, norm_of(segment)(docid))};
}

Score Ranking::nearness_of(std::size_t segment, std::uint32_t docid) {
  if (greatest_nearness_ == 0) return 0;
  std::unique_ptr<ProximityScore>& score = nearness_[segment];
  if (!score) {
    score = std::make_unique<ProximityScore>(words_, scope_.snapshot.segment(segment), reader_);
  }
  return to_score(static_cast<float>(settings_.proximity) * score->of(docid));
}

// What the last of the best articles has at least, whatever stands near each other in it.
Score Ranking::least_of_best(const std::vector<std::vector<Score>>& words,
                             std::size_t count) const {
  std::vector<Score> least;
  for (std::size_t s = 0; s < words.size(); ++s) {
    for (std::size_t i = 0; i < words[s].size(); ++i) {
      least.push_back(whole(words[s][i], 0, s, matches_[s].passed[i]));
    }
  }
  if (least.size() <= count) return 0;
  const auto last = least.begin() + static_cast<std::ptrdiff_t>(count) - 1;
  std::ranges::nth_element(least, last, std::ranges::greater());
  return *last;
}

std::vector<std::vector<Score>> Ranking::score_all() const {
  std::vector<std::vector<Score>> words(matches_.size());
  for (std::size_t s = 0; s < matches_.size(); ++s) score_words(s, &words[s]);
  return words;
}

Result<std::vector<RankedArticle>> Ranking::best(std::uint32_t offset, std::uint32_t count) {
  const std::size_t wanted = std::size_t{offset} + count;
  BestArticles best(wanted);
  if (!has_more_than_words()) {
    std::vector<Score> scores;
    for (std::size_t s = 0; s < matches_.size(); ++s) {
      score_words(s, &scores);
      best.add(matches_[s].passed, scores, s);
    }
    return std::move(best).in_order(offset);
  }
  const std::vector<std::vector<Score>> words = score_all();
  const Score least = least_of_best(words, wanted);
  for (std::size_t s = 0; s < words.size(); ++s) {
    for (std::size_t i = 0; i < words[s].size(); ++i) {
      const std::uint32_t docid = matches_[s].passed[i];
      if (whole(words[s][i], greatest_nearness_, s, docid) < least) continue;
      if (i % 256 == 0 && std::chrono::steady_clock::now() > scope_.deadline) {
        return deadline_error();
      }
      best.add(s, docid, whole(words[s][i], nearness_of(s, docid), s, docid));
    }
  }
  return std::move(best).in_order(offset);
}

Result<std::uint64_t> Ranking::articles_before(std::size_t segment, std::uint32_t docid) {
  const std::vector<std::vector<Score>> words = score_all();
  const Score own = score_of_one(segment, docid);
  std::uint64_t before = 0;
  for (std::size_t s = 0; s < words.size(); ++s) {
    for (std::size_t i = 0; i < words[s].size(); ++i) {
      const std::uint32_t other = matches_[s].passed[i];
      if (whole(words[s][i], greatest_nearness_, s, other) < own) continue;
      if (i % 256 == 0 && std::chrono::steady_clock::now() > scope_.deadline) {
        return deadline_error();
      }
      const Score score = whole(words[s][i], nearness_of(s, other), s, other);
      const bool is_earlier = std::tie(s, other) < std::tie(segment, docid);
      if (score > own || (score == own && is_earlier)) ++before;
    }
  }
  return before;
}

Score Ranking::score_of_one(std::size_t segment, std::uint32_t docid) {
  Score words = title_score(segment, docid);
  for (const Clause& clause : clauses_) words += find(clause, segment, docid).score;
  return whole(words, nearness_of(segment, docid), segment, docid);
}

ScoreExplanation Ranking::explain(std::size_t segment, std::uint32_t docid) {
  ScoreExplanation explanation;
  const Score title = title_score(segment, docid);
  explanation.title_match = to_number(title);
  Score words = title;
  for (const Clause& clause : clauses_) {
    const Found found = find(clause, segment, docid);
    words += found.score;
    if (found.frequency <= 0) continue;
    explanation.words.push_back({to_string(*clause.node), clause.matching, clause.weight,
                                 found.frequency, to_number(found.score)});
  }
  const Score nearness = nearness_of(segment, docid);
  const Score sum = whole(words, nearness, segment, docid);
  explanation.score = to_number(sum);
  explanation.proximity = to_number(nearness);
  if (recency_.counts()) {
    explanation.age_days = recency_.age_of(segment, docid);
    explanation.recency = to_number(sum - words - nearness);
  }
  explanation.length = scope_.snapshot.segment(segment).lengths()[docid - 1];
  explanation.average_length = scope_.snapshot.average_length();
  return explanation;
}

}  // namespace backfile
