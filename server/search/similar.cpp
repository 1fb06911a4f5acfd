// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/similar.h"

#include <algorithm>
#include <map>
#include <utility>

#include "common/index/terms.h"
#include "common/index/token_stream.h"
#include "common/utf8.h"
#include "server/query/made_nodes.h"
#include "server/search/clause_counts.h"
#include "server/search/locate.h"
#include "server/search/ranking.h"
#include "server/search/search_run.h"
#include "server/search/snippet.h"
#include "server/search/word_marker.h"
#include "server/search/work.h"

namespace backfile {
namespace {

// Shorter words say little, and numbers of a few digits are anywhere.
constexpr std::size_t kFewestLetters = 3;
constexpr RankingSettings kSettings;  // The defaults.

bool is_telling(std::string_view word) { return count_code_points(word) >= kFewestLetters; }

class Similarity {
 public:
  Similarity(const Work& work, const SimilarRequest& request, SimilarAnswer* answer)
      : work_(work), request_(request), answer_(*answer) {}

  Result<void> run(const Location& location) {
    answer_.result.index = work_.snapshot.status();
    answer_.words = telling_words(location);
    if (answer_.words.empty()) return {};
    const Node root = any_of_them();
    const Result<FilterSet> filters = FilterSet::resolve(work_.snapshot, request_.search.filters);
    if (!filters) return filters.error();
    const MatchScope scope{work_.snapshot, *filters, FailedFilters{0}, work_.deadline, work_.cache};
    Query query;
    query.root = root;
    Result<std::vector<SegmentMatches>> matches = match_all(scope, work_.reader, query);
    if (!matches) return matches.error();
    if (Result<void> done = restrict(scope, location, &*matches); !done) return done;
    answer_.result.total = articles_in(*matches);
    return rank(scope, root, *matches);
  }

 private:
  // Frequency by BM25's curve and rarity, as in the ranking.
  std::vector<std::string> telling_words(const Location& location) const {
    const Segment& segment = work_.snapshot.segment(location.segment);
    const TokenStream stream = token_stream(segment.tokens().item(location.docid));
    std::map<std::uint32_t, double> frequencies;
    for (const auto& [words, weight] :
         {std::pair(stream.title, kSettings.title_weight), std::pair(stream.text, 1.0)}) {
      for (const std::uint32_t number : word_numbers(words)) frequencies[number] += weight;
    }
    std::vector<std::pair<double, std::string>> weighed;
    for (const auto& [number, frequency] : frequencies) {
      if (number >= segment.vocabulary().size()) continue;
      std::string word(segment.vocabulary().word(segment.vocabulary().place(number)));
      if (!is_telling(word)) continue;
      const double weight = rarity_of(word) * frequency / (frequency + kSettings.k1);
      if (weight > 0) weighed.emplace_back(-weight, std::move(word));
    }
    std::ranges::sort(weighed);
    if (weighed.size() > kWordsOfArticle) weighed.resize(kWordsOfArticle);
    std::vector<std::string> words;
    for (auto& [weight, word] : weighed) words.push_back(std::move(word));
    return words;
  }

  // 0 for a word that no other article has.
  double rarity_of(const std::string& word) const {
    std::uint64_t having = 0;
    for (const auto& segment : work_.snapshot.segments()) {
      having += segment->postings().frequency(word_term(field(FieldId::Text), word));
    }
    if (having < 2) return 0;
    return backfile::rarity_of(having, work_.snapshot.documents(), kSettings.rarity);
  }

  Node any_of_them() const {
    std::vector<Node> nodes;
    for (const std::string& word : answer_.words) nodes.push_back(exact_word(word));
    return any_of(std::move(nodes));
  }

  // To what the request's query matches, and without the article itself.
  Result<void> restrict(const MatchScope& scope, const Location& location,
                        std::vector<SegmentMatches>* matches) const {
    DocIds& own = (*matches)[location.segment].passed;
    own = difference(own, DocIds::range(location.docid, location.docid + 1));
    if (!request_.search.query.root) return {};
    const Result<std::vector<SegmentMatches>> wanted =
        match_all(scope, work_.reader, request_.search.query);
    if (!wanted) return wanted.error();
    for (std::size_t s = 0; s < matches->size(); ++s) {
      (*matches)[s].passed = intersection((*matches)[s].passed, (*wanted)[s].passed);
    }
    return {};
  }

  Result<void> rank(const MatchScope& scope, const Node& root,
                    const std::vector<SegmentMatches>& matches) {
    if (request_.search.page_size == 0 || answer_.result.total == 0) return {};
    Result<Ranking> ranking = Ranking::prepare(scope, work_.reader, root, matches, {});
    if (!ranking) return ranking.error();
    const Result<std::vector<RankedArticle>> best = ranking->best(0, request_.search.page_size);
    if (!best) return best.error();
    WordMarker marker(root);
    for (const RankedArticle& found : *best) {
      if (std::chrono::steady_clock::now() > work_.deadline) return deadline_error();
      Result<Article> article = read_article(work_.snapshot, found.segment, found.docid);
      if (!article) return article.error();
      Hit& hit = answer_.result.hits.emplace_back();
      hit.article = *std::move(article);
      hit.score = found.score;
      hit.snippet = best_snippet(hit.article, &marker);
      hit.title = marked_title(hit.article, &marker);
    }
    return {};
  }

  const Work& work_;
  const SimilarRequest& request_;
  SimilarAnswer& answer_;
};

}  // namespace

Result<SimilarAnswer> find_similar(const Archive& archive, const SimilarRequest& request) {
  SimilarAnswer answer;
  const Result<void> done = archive.work([&](const Work& work) -> Result<void> {
    const Result<Location> location = find_live(work.snapshot, request.id);
    if (!location) return location.error();
    return Similarity(work, request, &answer).run(*location);
  });
  if (!done) return done.error();
  return answer;
}

}  // namespace backfile
