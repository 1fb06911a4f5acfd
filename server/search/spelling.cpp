// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/spelling.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "common/ascii.h"
#include "common/index/words.h"
#include "common/utf8.h"
#include "server/search/clause_counts.h"
#include "server/search/word_forms.h"

namespace backfile {
namespace {

// Shorter words are like too many others.
constexpr std::size_t kShortestDoubted = 3;
// Longer ones may have two wrong letters.
constexpr std::size_t kLongestWithOne = 4;
// A letter more that is wrong, and one at the beginning, make a word less likely by so much.
constexpr double kAnotherWrongLetter = 50;
constexpr double kOtherFirstLetter = 10;
constexpr std::size_t kMostCandidates = 12;

std::size_t first_letter_bytes(const std::string& word) {
  std::size_t i = 0;
  next_code_point(word, &i);
  return i;
}

Node word_node(const std::string& word) {
  Node node;
  node.words = {word};
  node.value = word;
  return node;
}

// Words of the query that are wanted, one by one, without those of patterns.
void collect_words(const Node& node, std::vector<std::string>* words) {
  if (node.kind == Node::Kind::Not) return;
  if (node.kind == Node::Kind::Word || node.kind == Node::Kind::Exact) {
    for (const std::string& word : node.words) {
      if (std::ranges::find(*words, word) == words->end()) words->push_back(word);
    }
  }
  for (const Node& child : node.children) collect_words(child, words);
}

// Words of the archive like this one, the likeliest first.
std::vector<std::string> words_like(const Snapshot& snapshot, const std::string& word,
                                    bool only_nearest) {
  const bool is_short = count_code_points(word) <= kLongestWithOne;
  const std::uint32_t distance = only_nearest || is_short ? 1 : 2;
  std::map<std::string, double> occurrences;
  for (const auto& segment : snapshot.segments()) {
    const Vocabulary& vocabulary = segment->vocabulary();
    for (const std::uint32_t place : words_near(*segment, word, distance)) {
      occurrences[std::string(vocabulary.word(place))] += vocabulary.occurrences(place);
    }
  }
  occurrences.erase(word);
  std::vector<std::pair<double, std::string>> ranked;
  const std::string_view first = std::string_view(word).substr(0, first_letter_bytes(word));
  for (const auto& [other, count] : occurrences) {
    if (only_nearest && !other.starts_with(first)) continue;
    double likelihood = count;
    if (!is_word_near(word, other, 1)) likelihood /= kAnotherWrongLetter;
    if (!other.starts_with(first)) likelihood /= kOtherFirstLetter;
    ranked.emplace_back(-likelihood, other);
  }
  std::ranges::sort(ranked);
  if (ranked.size() > kMostCandidates) ranked.resize(kMostCandidates);
  std::vector<std::string> words;
  for (auto& [likelihood, other] : ranked) words.push_back(std::move(other));
  return words;
}

Result<SpellingSuggestion> suggestion_for(const Work& work, const std::string& word) {
  SpellingSuggestion suggestion{word, 0, {}};
  const Result<std::uint64_t> own = count_of(work, {}, word_node(word));
  if (!own) return own.error();
  suggestion.articles = *own;
  if (*own > most_of_rare(work.snapshot.status().articles)) return suggestion;
  const std::uint64_t least =
      *own > kRareWord ? kFarMore * *own : std::max<std::uint64_t>(1, kMuchMore * *own);
  for (const std::string& other : words_like(work.snapshot, word, *own > 0)) {
    const Result<std::uint64_t> articles = count_of(work, {}, word_node(other));
    if (!articles) return articles.error();
    if (*articles < least) continue;
    suggestion.instead.push_back({other, *articles});
    if (suggestion.instead.size() == kMostSpellings) break;
  }
  return suggestion;
}

// In `value`, the words as written, the one of this number.
void replace_word(std::string* value, std::size_t number, const std::string& instead) {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t seen = 0;
  for_each_word(*value, [&](const Word& word) {
    if (seen++ == number) std::tie(begin, end) = std::pair(word.begin, word.end);
  });
  value->replace(begin, end - begin, instead);
}

void correct(const std::vector<SpellingSuggestion>& doubted, Node* node) {
  if (node->kind == Node::Kind::Not) return;
  for (Node& child : node->children) correct(doubted, &child);
  if (node->kind != Node::Kind::Word && node->kind != Node::Kind::Exact) return;
  for (std::size_t i = 0; i < node->words.size(); ++i) {
    const auto found = std::ranges::find(doubted, node->words[i], &SpellingSuggestion::word);
    if (found == doubted.end()) continue;
    node->words[i] = found->instead.front().word;
    replace_word(&node->value, i, node->words[i]);
  }
}

Result<std::vector<SpellingSuggestion>> doubted_words(const Work& work, const Node& root) {
  std::vector<std::string> words;
  collect_words(root, &words);
  std::vector<SpellingSuggestion> doubted;
  for (const std::string& word : words) {
    // Every number is like too many others, too.
    if (count_code_points(word) < kShortestDoubted || all_digits(word)) continue;
    Result<SpellingSuggestion> suggestion = suggestion_for(work, word);
    if (!suggestion) return suggestion.error();
    if (!suggestion->instead.empty()) doubted.push_back(*std::move(suggestion));
  }
  return doubted;
}

}  // namespace

std::uint64_t most_of_rare(std::uint64_t articles) {
  return std::max(kRareWord, articles / kRareShare);
}

Result<Spelling> check_spelling(const Work& work, const Filters& filters, const Node& root,
                                std::uint64_t found) {
  Result<std::vector<SpellingSuggestion>> doubted = doubted_words(work, root);
  if (!doubted) return doubted.error();
  Spelling spelling{*std::move(doubted), std::nullopt};
  if (spelling.doubted.empty()) return spelling;
  Node corrected = root;
  correct(spelling.doubted, &corrected);
  const Result<std::uint64_t> articles = count_of(work, filters, corrected);
  if (!articles) return articles.error();
  if (*articles > found) spelling.corrected = CorrectedQuery{to_string(corrected), *articles};
  return spelling;
}

}  // namespace backfile
