// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/pattern_words.h"

#include "common/index/scripts.h"
#include "common/index/words.h"
#include "common/utf8.h"
#include "server/query/korean.h"

namespace backfile {
namespace {

constexpr std::string_view kWildcards = "*?";

bool begins_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }

bool is_wildcard(char byte) { return kWildcards.find(byte) != std::string_view::npos; }

class PatternCutter {
 public:
  std::vector<PatternWord> cut(std::string_view text) {
    std::size_t end = 0;  // Of the word before.
    for_each_word(text, [&](const Word& word) {
      add_gap(text.substr(end, word.begin - end));
      if (!touching_) words_.emplace_back();
      words_.back().folded += word.folded;
      words_.back().written += text.substr(word.begin, word.end - word.begin);
      end = word.end;
      touching_ = false;
    });
    add_gap(text.substr(end));
    return std::move(words_);
  }

 private:
  // Wildcards at the beginning of the gap end the word before it; those at its end begin the next.
  void add_gap(std::string_view gap) {
    bool follows = !words_.empty();  // A word, or its wildcards, at once.
    for (const char c : gap) {
      if (!is_wildcard(c)) {
        follows = false;
        continue;
      }
      if (!follows) words_.emplace_back();
      follows = true;
      words_.back().folded += c;
      words_.back().written += c;
      words_.back().has_wildcard = true;
    }
    touching_ = !gap.empty() && is_wildcard(gap.back());
  }

  std::vector<PatternWord> words_;
  bool touching_ = false;  // The next word goes on with the last one.
};

// Without wildcards.
std::size_t letters_in(std::string_view text) {
  std::size_t letters = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<char32_t>(next_code_point(text, &i));
    if (c == U'*' || c == U'?') continue;
    letters += is_hangul_syllable(c) ? 2U : 1U;
  }
  return letters;
}

// Moves behind one code point.
std::size_t behind_letter(std::string_view text, std::size_t at) {
  do ++at;
  while (at < text.size() && !begins_code_point(text[at]));
  return at;
}

}  // namespace

std::size_t PatternWord::letters() const { return letters_in(folded); }

std::size_t PatternWord::letters_before_wildcard() const {
  return letters_in(std::string_view(folded).substr(0, folded.find_first_of(kWildcards)));
}

bool PatternWord::is_written_without_blanks() const {
  for (std::size_t i = 0; i < folded.size();) {
    const auto c = static_cast<char32_t>(next_code_point(folded, &i));
    if (backfile::is_written_without_blanks(c)) return true;
  }
  return false;
}

bool PatternWord::is_prefix() const {
  return !folded.empty() && folded.find_first_of(kWildcards) == folded.size() - 1 &&
         folded.back() == '*';
}

std::vector<PatternWord> pattern_words(std::string_view text) { return PatternCutter().cut(text); }

bool fits_pattern(std::string_view pattern, std::string_view word) {
  std::size_t p = 0;
  std::size_t w = 0;
  std::size_t star = std::string_view::npos;  // Behind the last star.
  std::size_t tried = 0;                      // What that star may end at next.
  while (w < word.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = ++p;
      tried = w;
    } else if (p < pattern.size() && pattern[p] == '?') {
      ++p;
      w = behind_letter(word, w);
    } else if (p < pattern.size() && pattern[p] == word[w]) {
      ++p;
      ++w;
    } else if (star != std::string_view::npos) {
      p = star;
      tried = behind_letter(word, tried);
      w = tried;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace backfile
