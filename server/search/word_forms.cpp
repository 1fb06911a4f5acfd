// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/word_forms.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "common/edit_distance.h"
#include "common/utf8.h"
#include "server/query/korean.h"
#include "server/query/pattern_words.h"
#include "server/search/posting_reader.h"

namespace backfile {
namespace {

// The words with the same stem, whatever the language of the article: no other one is written so.
std::vector<WordForm> forms_of_korean(std::string_view word, const Vocabulary& vocabulary) {
  const std::string_view stem = korean_stem(word);
  const auto [first, last] = vocabulary.with_prefix(stem);
  std::vector<WordForm> forms;
  for (std::uint32_t place = first; place < last; ++place) {
    const std::string_view other = vocabulary.word(place);
    if (is_korean(other) && korean_stem(other) == stem) {
      forms.push_back({place, all_languages(vocabulary)});
    }
  }
  return forms;
}

// The words that have the same stem in a language, each with all of these languages; in languages
// that the word is not of it is its own only form.
std::vector<WordForm> forms_of_stem(const Node& leaf, const Segment& segment, Reader& reader) {
  const std::string& word = leaf.words.front();
  const Vocabulary& vocabulary = segment.vocabulary();
  std::map<std::uint32_t, LanguageSet> forms;
  for (std::size_t l = 0; l < vocabulary.languages().size(); ++l) {
    const std::string& language = vocabulary.languages()[l];
    const LanguageSet bit = LanguageSet{1} << l;
    const bool foreign = !leaf.language.empty() && leaf.language != language;
    if (foreign || language == "und") {
      if (const auto place = vocabulary.find(word)) forms[*place] |= bit;
      continue;
    }
    const Stemmer& stemmer = reader.stemmer(language);
    const std::string stem = stemmer.stem(word);
    for (const StemEntry& entry : vocabulary.stems(l, stem_hash(stem))) {
      // Two stems may have the same hash.
      if (stemmer.stem(vocabulary.word(entry.word)) == stem) forms[entry.word] |= bit;
    }
  }
  std::vector<WordForm> list;
  for (const auto& [place, languages] : forms) list.push_back({place, languages});
  return list;
}

// Places of the words that a Prefix, Pattern or Fuzzy stands for.
std::vector<std::uint32_t> expand(const Node& leaf, const Segment& segment) {
  const std::string& word = leaf.words.front();
  if (leaf.kind == Node::Kind::Fuzzy) return words_near(segment, word, leaf.count);
  const Vocabulary& vocabulary = segment.vocabulary();
  const bool pattern = leaf.kind == Node::Kind::Pattern;
  const auto [first, last] =
      vocabulary.with_prefix(pattern ? word.substr(0, word.find_first_of("*?")) : word);
  std::vector<std::uint32_t> places;
  for (std::uint32_t place = first; place < last; ++place) {
    if (!pattern || fits_pattern(word, vocabulary.word(place))) places.push_back(place);
  }
  return places;
}

bool is_expanded(Node::Kind kind) {
  return kind == Node::Kind::Prefix || kind == Node::Kind::Pattern || kind == Node::Kind::Fuzzy;
}

Error too_many_words(const Node& leaf) {
  const bool fuzzy = leaf.kind == Node::Kind::Fuzzy;
  const std::string written = to_string(leaf);
  Error error{ErrorCode::InvalidArgument,
              written + " stands for more than " + std::to_string(kMaxExpansion) + " words; " +
                  (fuzzy ? "allow fewer wrong letters." : "write more letters.")};
  error.detail.parameter = "q";
  error.detail.position = leaf.origin.position;
  error.detail.found = written;
  error.detail.expected = {fuzzy ? "fewer wrong letters" : "more letters"};
  return error;
}

}  // namespace

LanguageSet all_languages(const Vocabulary& vocabulary) {
  return (LanguageSet{1} << vocabulary.languages().size()) - 1;
}

std::vector<WordForm> forms_of(const Node& leaf, const Segment& segment, Reader& reader) {
  const std::string& word = leaf.words.front();
  const Vocabulary& vocabulary = segment.vocabulary();
  if (leaf.kind == Node::Kind::Word) {
    return is_korean(word) ? forms_of_korean(word, vocabulary)
                           : forms_of_stem(leaf, segment, reader);
  }
  const LanguageSet all = all_languages(vocabulary);
  std::vector<WordForm> forms;
  if (!is_expanded(leaf.kind)) {
    if (const auto place = vocabulary.find(word)) forms.push_back({*place, all});
    return forms;
  }
  for (const std::uint32_t place : expand(leaf, segment)) forms.push_back({place, all});
  return forms;
}

std::vector<std::uint32_t> words_near(const Segment& segment, std::string_view word,
                                      std::uint32_t distance) {
  std::vector<std::uint32_t> places;
  segment.letter_sets().for_each_like(LetterSets::of(word), distance, [&](std::uint32_t place) {
    if (is_word_near(word, segment.vocabulary().word(place), distance)) places.push_back(place);
  });
  return places;
}

bool is_word_near(std::string_view word, std::string_view other, std::uint32_t distance) {
  const std::size_t letters = count_code_points(word);
  const std::size_t others = count_code_points(other);
  return std::max(letters, others) - std::min(letters, others) <= distance &&
         edit_distance(word, other) <= distance;
}

Result<void> check_expansions(const Node& node,
                              const std::vector<std::shared_ptr<const Segment>>& segments,
                              const Deadline& deadline) {
  for (const Node& child : node.children) {
    if (Result<void> checked = check_expansions(child, segments, deadline); !checked) {
      return checked;
    }
  }
  if (!is_expanded(node.kind)) return {};
  std::set<std::string_view> words;
  for (const auto& segment : segments) {
    if (std::chrono::steady_clock::now() > deadline) return deadline_error();
    for (const std::uint32_t place : expand(node, *segment)) {
      words.insert(segment->vocabulary().word(place));
    }
    if (words.size() > kMaxExpansion) return too_many_words(node);
  }
  return {};
}

}  // namespace backfile
