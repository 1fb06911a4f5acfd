// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/keyness.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "server/search/clause_counts.h"
#include "server/search/word_counts.h"
#include "server/search/work.h"

namespace backfile {
namespace {

Result<WordCounts> count(const Work& work, const Filters& filters,
                         const std::optional<Node>& root) {
  const Result<std::vector<SegmentMatches>> matches = matches_of(work, filters, root);
  if (!matches) return matches.error();
  return WordCounts::of(work, *matches);
}

Result<void> find(const Work& work, const KeynessRequest& request, KeynessAnswer* answer) {
  answer->index = work.snapshot.status();
  const Result<WordCounts> own = count(work, request.search.filters, request.search.query.root);
  if (!own) return own.error();
  const Result<WordCounts> other = count(work, {}, request.versus.root);
  if (!other) return other.error();
  answer->articles = own->articles();
  answer->total = own->total();
  answer->other_articles = other->articles();
  answer->other_total = other->total();
  if (own->total() == 0 || other->total() == 0) return {};
  for (const auto& [word, frequency] : own->by_word(work)) {
    if (frequency < request.min_frequency) continue;
    const TwoCounts counts{frequency, own->total(), other->of_word(work, word), other->total()};
    const double ratio = log_ratio(counts);
    if (ratio <= 0) continue;
    answer->words.push_back({std::string(word), counts, log_likelihood(counts), ratio});
  }
  answer->distinct = answer->words.size();
  const bool by_ratio = request.measure == KeynessMeasure::LogRatio;
  std::ranges::sort(answer->words, [&](const KeyWord& a, const KeyWord& b) {
    const double x = by_ratio ? a.log_ratio : a.log_likelihood;
    const double y = by_ratio ? b.log_ratio : b.log_likelihood;
    return x != y ? x > y : a.word < b.word;
  });
  if (answer->words.size() > request.size) answer->words.resize(request.size);
  return {};
}

}  // namespace

Result<KeynessAnswer> find_key_words(const Archive& archive, const KeynessRequest& request) {
  KeynessAnswer answer;
  const Result<void> done = archive.work(
      request.search.bounds, [&](const Work& work) { return find(work, request, &answer); });
  if (!done) return done.error();
  return answer;
}

}  // namespace backfile
