// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/word_forms.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <string_view>

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
std::vector<std::uint32_t> expand(const Node& leaf, const Vocabulary& vocabulary) {
  const std::string& word = leaf.words.front();
  if (leaf.kind == Node::Kind::Fuzzy) return words_near(vocabulary, word, leaf.count);
  const bool pattern = leaf.kind == Node::Kind::Pattern;
  const auto [first, last] =
      vocabulary.with_prefix(pattern ? word.substr(0, word.find_first_of("*?")) : word);
  std::vector<std::uint32_t> places;
  for (std::uint32_t place = first; place < last; ++place) {
    if (!pattern || fits_pattern(word, vocabulary.word(place))) places.push_back(place);
  }
  return places;
}

std::u32string code_points(std::string_view utf8) {
  std::u32string letters;
  for (std::size_t i = 0; i < utf8.size();) {
    letters.push_back(static_cast<char32_t>(next_code_point(utf8, &i)));
  }
  return letters;
}

std::size_t bytes_of_letters(std::string_view utf8, std::size_t letters) {
  std::size_t i = 0;
  for (; letters > 0 && i < utf8.size(); --letters) next_code_point(utf8, &i);
  return i;
}

// Optimal string alignment against words that come in order: what two of them have in common at
// their beginnings is computed once.
class EditRows {
 public:
  EditRows(std::string_view word, std::uint32_t limit) : word_(code_points(word)), limit_(limit) {
    rows_.emplace_back(word_.size() + 1);
    for (std::size_t i = 0; i <= word_.size(); ++i) rows_[0][i] = static_cast<std::uint32_t>(i);
  }

  // Whether `other` is near. If it is not, no word that begins with its first `hopeless()` letters
  // is; 0: nothing is known.
  bool is_near(const std::u32string& other) {
    hopeless_ = 0;
    std::size_t same = 0;
    while (same < other.size() && same < before_.size() && other[same] == before_[same]) ++same;
    std::size_t depth = std::min(same, computed_);
    before_ = other;
    for (; depth < other.size(); ++depth) {
      compute(depth + 1);
      const bool over = std::ranges::min(rows_[depth + 1]) > limit_;
      if (over && std::ranges::min(rows_[depth]) >= limit_) {
        computed_ = depth + 1;
        hopeless_ = depth + 1;
        return false;
      }
    }
    computed_ = other.size();
    return rows_[other.size()].back() <= limit_;
  }
  std::size_t hopeless() const { return hopeless_; }

 private:
  void compute(std::size_t depth) {
    if (rows_.size() <= depth) rows_.emplace_back(word_.size() + 1);
    const std::vector<std::uint32_t>& above = rows_[depth - 1];
    std::vector<std::uint32_t>& row = rows_[depth];
    const char32_t letter = before_[depth - 1];
    row[0] = static_cast<std::uint32_t>(depth);
    for (std::size_t i = 1; i <= word_.size(); ++i) {
      row[i] = std::min(
          {above[i] + 1, row[i - 1] + 1, above[i - 1] + (word_[i - 1] == letter ? 0U : 1U)});
      if (depth > 1 && i > 1 && word_[i - 2] == letter && word_[i - 1] == before_[depth - 2]) {
        row[i] = std::min(row[i], rows_[depth - 2][i - 2] + 1);
      }
    }
  }

  std::u32string word_;
  std::uint32_t limit_;
  std::u32string before_;
  std::size_t computed_ = 0;  // Rows of before_.
  std::size_t hopeless_ = 0;
  std::vector<std::vector<std::uint32_t>> rows_;
};

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
  for (const std::uint32_t place : expand(leaf, vocabulary)) forms.push_back({place, all});
  return forms;
}

std::vector<std::uint32_t> words_near(const Vocabulary& vocabulary, std::string_view word,
                                      std::uint32_t distance) {
  EditRows rows(word, distance);
  std::vector<std::uint32_t> places;
  for (std::uint32_t place = 0; place < vocabulary.size();) {
    const std::string_view candidate = vocabulary.word(place);
    if (rows.is_near(code_points(candidate))) places.push_back(place);
    if (rows.hopeless() == 0) {
      ++place;
      continue;
    }
    const std::size_t bytes = bytes_of_letters(candidate, rows.hopeless());
    place = std::max(place + 1, vocabulary.with_prefix(candidate.substr(0, bytes)).last);
  }
  return places;
}

bool is_word_near(std::string_view word, std::string_view other, std::uint32_t distance) {
  return EditRows(word, distance).is_near(code_points(other));
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
    for (const std::uint32_t place : expand(node, segment->vocabulary())) {
      words.insert(segment->vocabulary().word(place));
    }
    if (words.size() > kMaxExpansion) return too_many_words(node);
  }
  return {};
}

}  // namespace backfile
