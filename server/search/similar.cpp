// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/similar.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "common/index/scripts.h"
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

// Of a script in which it is a word by itself.
bool is_letter(std::string_view word) {
  std::size_t at = 0;
  return is_written_without_blanks(static_cast<char32_t>(next_code_point(word, &at)));
}

class Similarity {
 public:
  Similarity(const Work& work, const SimilarRequest& request, SimilarAnswer* answer)
      : work_(work), request_(request), answer_(*answer) {}

  Result<void> run(const Location& location) {
    answer_.result.index = work_.snapshot.status();
    const std::vector<Unit> units = telling_units(location);
    if (units.empty()) return {};
    for (const Unit& unit : units) {
      std::string& text = answer_.words.emplace_back();
      for (const std::string& word : unit) text += word;
    }
    const Node root = any_of_them(units);
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
  // A word, or two letters of a script without blanks.
  using Unit = std::vector<std::string>;

  static void count_units(const std::vector<std::string>& words, double weight,
                          std::map<Unit, double>* frequencies) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (is_telling(words[i])) (*frequencies)[{words[i]}] += weight;
      if (i > 0 && is_letter(words[i - 1]) && is_letter(words[i])) {
        (*frequencies)[{words[i - 1], words[i]}] += weight;
      }
    }
  }

  static std::vector<std::string> words_of(std::span<const std::uint8_t> stream,
                                           const Vocabulary& vocabulary) {
    std::vector<std::string> words;
    for (const std::uint32_t number : word_numbers(stream)) {
      if (number >= vocabulary.size()) continue;
      words.emplace_back(vocabulary.word(vocabulary.place(number)));
    }
    return words;
  }

  // Frequency by BM25's curve and rarity, as in the ranking.
  std::vector<Unit> telling_units(const Location& location) const {
    const Segment& segment = work_.snapshot.segment(location.segment);
    const TokenStream stream = token_stream(segment.tokens().item(location.docid));
    std::map<Unit, double> frequencies;
    count_units(words_of(stream.title, segment.vocabulary()), kSettings.title_weight, &frequencies);
    count_units(words_of(stream.text, segment.vocabulary()), 1, &frequencies);
    std::vector<std::pair<double, Unit>> weighed;
    for (const auto& [unit, frequency] : frequencies) {
      const double weight = rarity_of(unit) * frequency / (frequency + kSettings.k1);
      if (weight > 0) weighed.emplace_back(-weight, unit);
    }
    std::ranges::sort(weighed);
    if (weighed.size() > kWordsOfArticle) weighed.resize(kWordsOfArticle);
    std::vector<Unit> units;
    for (auto& [weight, unit] : weighed) units.push_back(std::move(unit));
    return units;
  }

  // That of its rarest word: how rare two letters are together is not known without a search.
  double rarity_of(const Unit& unit) const {
    double greatest = 0;
    for (const std::string& word : unit) {
      const double rarity = rarity_of(word);
      if (rarity == 0) return 0;
      greatest = std::max(greatest, rarity);
    }
    return greatest;
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

  static Node any_of_them(const std::vector<Unit>& units) {
    std::vector<Node> nodes;
    for (const Unit& unit : units) nodes.push_back(exact_phrase(unit));
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
      add_text(request_.search, &marker, &hit);
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
  const Result<void> done =
      archive.work(request.search.bounds, [&](const Work& work) -> Result<void> {
        const Result<Location> location = find_live(work.snapshot, request.id);
        if (!location) return location.error();
        return Similarity(work, request, &answer).run(*location);
      });
  if (!done) return done.error();
  return answer;
}

}  // namespace backfile
