// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/corpus/query_words.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "common/ascii.h"
#include "tests/bench/corpus/chance.h"

namespace backfile {
namespace {

constexpr std::size_t kShortestWord = 3;
constexpr std::size_t kPrefixLetters = 5;
constexpr std::size_t kLeastArticles = 2;  // Of a rare word and of a phrase.

using Counts = std::unordered_map<std::string, std::size_t>;

// A run of ASCII letters and digits, in small letters; empty when other characters touch it.
struct Token {
  std::string word;
  bool follows = false;  // With one blank between it and the token before.
};

bool is_part(char c) { return is_ascii_letter(c) || is_digit(c); }

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  std::size_t end_of_last = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_part(text[i])) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    Token token;
    while (i < text.size() && is_part(text[i])) token.word += ascii_lower(text[i++]);
    token.follows = begin > 0 && text[begin - 1] == ' ' && begin == end_of_last + 1;
    end_of_last = i;
    const bool touched = (begin > 0 && static_cast<unsigned char>(text[begin - 1]) > 127) ||
                         (i < text.size() && static_cast<unsigned char>(text[i]) > 127);
    if (touched) token.word.clear();
    tokens.push_back(std::move(token));
  }
  return tokens;
}

bool is_plain_word(const std::string& word) {
  return word.size() >= kShortestWord && std::all_of(word.begin(), word.end(), is_small);
}

std::string main_language(const std::vector<Article>& sample) {
  std::map<std::string, std::size_t> articles;
  for (const Article& article : sample) ++articles[article.language];
  const auto most = std::max_element(articles.begin(), articles.end(),
                                     [](auto& a, auto& b) { return a.second < b.second; });
  return most == articles.end() ? "" : most->first;
}

// In how many articles of the language each word is. Words that other languages use as much are
// taken out.
Counts articles_with(const std::vector<Article>& sample, const std::string& language) {
  Counts inside;
  Counts outside;
  for (const Article& article : sample) {
    std::unordered_set<std::string> words;
    for (Token& token : tokens_of(article.text)) {
      if (is_plain_word(token.word)) words.insert(std::move(token.word));
    }
    for (const std::string& word : words) {
      ++(article.language == language ? inside : outside)[word];
    }
  }
  for (const auto& [word, count] : outside) {
    const auto found = inside.find(word);
    if (found != inside.end() && count * 10 > found->second) inside.erase(found);
  }
  return inside;
}

std::vector<std::string> band(const Counts& counts, double least, double most) {
  std::vector<std::string> words;
  for (const auto& [word, count] : counts) {
    const auto articles = static_cast<double>(count);
    if (count >= kLeastArticles && articles >= least && articles < most) words.push_back(word);
  }
  std::sort(words.begin(), words.end());
  return words;
}

std::vector<std::string> some(std::vector<std::string> words, std::size_t count, Chance* chance) {
  count = std::min(count, words.size());
  for (std::size_t i = 0; i < count; ++i) {
    std::swap(words[i], words[i + chance->below(words.size() - i)]);
  }
  words.resize(count);
  return words;
}

// Pairs of neighbours, each counted once an article.
std::vector<std::string> pairs_in_use(const std::vector<Article>& sample,
                                      const std::unordered_set<std::string>& usable,
                                      std::size_t least) {
  Counts counts;
  for (const Article& article : sample) {
    const std::vector<Token> tokens = tokens_of(article.text);
    std::set<std::string> pairs;
    for (std::size_t i = 1; i < tokens.size(); ++i) {
      if (!tokens[i].follows || tokens[i].word == tokens[i - 1].word) continue;
      if (!usable.contains(tokens[i - 1].word) || !usable.contains(tokens[i].word)) continue;
      pairs.insert(tokens[i - 1].word + " " + tokens[i].word);
    }
    for (const std::string& pair : pairs) ++counts[pair];
  }
  return band(counts, static_cast<double>(least), static_cast<double>(sample.size()));
}

}  // namespace

QueryWords pick_query_words(const std::vector<Article>& sample, std::size_t count,
                            std::uint64_t seed) {
  const Counts counts = articles_with(sample, main_language(sample));
  const auto articles = static_cast<double>(sample.size());
  const std::vector<std::string> common = band(counts, 0.05 * articles, 0.3 * articles);
  const std::vector<std::string> medium = band(counts, 0.005 * articles, 0.05 * articles);
  Chance chance(seed);
  QueryWords words;
  words.common = some(common, count, &chance);
  words.medium = some(medium, count, &chance);
  words.rare = some(band(counts, 0, 0.001 * articles), count, &chance);

  std::unordered_set<std::string> usable(common.begin(), common.end());
  usable.insert(medium.begin(), medium.end());
  const auto least = std::max<std::size_t>(kLeastArticles, sample.size() / 2000);
  words.phrases = some(pairs_in_use(sample, usable, least), count, &chance);

  std::set<std::string> prefixes;
  for (const std::string& word : medium) {
    if (word.size() > kPrefixLetters) prefixes.insert(word.substr(0, kPrefixLetters));
  }
  words.prefixes = some({prefixes.begin(), prefixes.end()}, count, &chance);
  return words;
}

}  // namespace backfile
