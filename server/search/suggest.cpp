// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/suggest.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "common/index/scripts.h"
#include "common/index/words.h"
#include "common/text.h"
#include "common/utf8.h"
#include "server/query/made_nodes.h"
#include "server/search/clause_counts.h"
#include "server/search/facet_counter.h"
#include "server/search/search_run.h"
#include "server/search/sort_order.h"
#include "server/search/work.h"

namespace backfile {
namespace {

// How often each word that begins with `prefix` occurs, superseded versions included.
std::vector<std::pair<std::uint64_t, std::string_view>> completions(const Snapshot& snapshot,
                                                                    std::string_view prefix) {
  std::unordered_map<std::string_view, std::uint64_t> occurrences;
  for (const auto& segment : snapshot.segments()) {
    const Vocabulary& vocabulary = segment->vocabulary();
    const auto [first, last] = vocabulary.with_prefix(prefix);
    for (std::uint32_t place = first; place < last; ++place) {
      occurrences[vocabulary.word(place)] += vocabulary.occurrences(place);
    }
  }
  std::vector<std::pair<std::uint64_t, std::string_view>> ranked;
  for (const auto& [word, count] : occurrences) ranked.emplace_back(count, word);
  const auto most =
      ranked.begin() + static_cast<std::ptrdiff_t>(std::min(ranked.size(), kMostCompletions));
  std::ranges::partial_sort(ranked, most, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  ranked.erase(most, ranked.end());
  return ranked;
}

class Suggestions {
 public:
  Suggestions(const Work& work, const SuggestRequest& request, SuggestAnswer* answer)
      : work_(work), request_(request), answer_(*answer) {}

  Result<void> run() {
    answer_.index = work_.snapshot.status();
    read_text();
    if (runs_.empty() && last_.empty()) return {};
    const auto likely = last_.empty() ? Completions() : completions(work_.snapshot, last_);
    for (Result<void> done : {add_words(likely), add_titles(likely)}) {
      if (!done) return done;
    }
    return add_names();
  }

 private:
  using Completions = std::vector<std::pair<std::uint64_t, std::string_view>>;

  // A letter that is a word by itself has no longer forms: it belongs to what stands before it.
  void read_text() {
    std::size_t end = 0;  // Of the word before.
    for_each_word(request_.text, [&](const Word& word) {
      if (runs_.empty() || word.begin > end) runs_.emplace_back();
      runs_.back().emplace_back(word.folded);
      last_begins_ = word.begin;
      end = word.end;
    });
    if (runs_.empty()) return;
    std::size_t letter = 0;
    const std::string& last = runs_.back().back();
    if (is_written_without_blanks(static_cast<char32_t>(next_code_point(last, &letter)))) return;
    last_ = last;
    runs_.back().pop_back();
    if (runs_.back().empty()) runs_.pop_back();
  }

  Result<void> add_words(const Completions& likely) {
    for (const auto& [occurrences, word] : likely) {
      if (answer_.words.size() == request_.size) break;
      const Result<std::uint64_t> articles = count_of(work_, {}, exact_word(std::string(word)));
      if (!articles) return articles.error();
      // Superseded versions alone may have it.
      if (*articles == 0) continue;
      answer_.words.push_back({std::string(word),
                               request_.text.substr(0, last_begins_) + std::string(word),
                               *articles});
    }
    return {};
  }

  Result<void> add_titles(const Completions& likely) {
    if (likely.empty() && !last_.empty()) return {};
    std::vector<Node> words;
    for (const std::vector<std::string>& run : runs_) {
      words.push_back(exact_phrase(run, FieldId::Title));
    }
    std::vector<Node> endings;
    for (const auto& [occurrences, word] : likely) {
      endings.push_back(exact_word(std::string(word), FieldId::Title));
    }
    if (!endings.empty()) words.push_back(any_of(std::move(endings)));
    const auto matches = matches_of(work_, {}, all_of(std::move(words)));
    if (!matches) return matches.error();
    for (const SortKey& key :
         first_in_order(work_.snapshot, *matches, SortOrder::Newest, std::nullopt, request_.size)) {
      Result<Article> article = read_article(work_.snapshot, key.segment, key.docid);
      if (!article) return article.error();
      answer_.titles.push_back(*std::move(article));
    }
    return {};
  }

  Result<void> add_names() {
    const auto all = matches_of(work_, {}, std::nullopt);
    if (!all) return all.error();
    const Result<FilterSet> none = FilterSet::resolve(work_.snapshot, {});
    if (!none) return none.error();
    answer_.sources = names(*all, *none, FieldId::Source);
    answer_.authors = names(*all, *none, FieldId::Author);
    return {};
  }

  std::vector<FacetBucket> names(const std::vector<SegmentMatches>& all, const FilterSet& none,
                                 FieldId id) const {
    const std::vector<std::uint32_t> numbers =
        work_.snapshot.dictionary(id).with_word(fold(request_.text));
    std::vector<FacetBucket> buckets;
    if (numbers.empty()) return buckets;
    FacetCounter counter(work_.snapshot, none, id);
    for (std::size_t s = 0; s < all.size(); ++s) counter.add(s, all[s], true);
    for (const std::uint32_t number : numbers) {
      FacetBucket bucket = counter.bucket(number);
      if (bucket.articles > 0) buckets.push_back(std::move(bucket));
    }
    std::ranges::sort(buckets, [](const FacetBucket& a, const FacetBucket& b) {
      return a.articles != b.articles ? a.articles > b.articles : a.value < b.value;
    });
    if (buckets.size() > request_.size) buckets.resize(request_.size);
    return buckets;
  }

  const Work& work_;
  const SuggestRequest& request_;
  SuggestAnswer& answer_;
  // What has been typed, folded: words that nothing parts stand together.
  std::vector<std::vector<std::string>> runs_;
  std::string last_;             // The word that is being typed; empty: it cannot be told.
  std::size_t last_begins_ = 0;  // In bytes of the text.
};

}  // namespace

Result<SuggestAnswer> suggest(const Archive& archive, const SuggestRequest& request) {
  SuggestAnswer answer;
  const Result<void> done = archive.work(
      request.bounds, [&](const Work& work) { return Suggestions(work, request, &answer).run(); });
  if (!done) return done.error();
  return answer;
}

}  // namespace backfile
