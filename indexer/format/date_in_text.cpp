// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/date_in_text.h"

#include <algorithm>
#include <vector>

namespace backfile {
namespace {

constexpr std::size_t kMaxLine = 400;
constexpr std::size_t kMaxWords = 8;

struct Word {
  std::size_t begin;
  std::size_t end;
  bool digit;
};

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t'; }

// Pages without blanks between elements write "Dec 17, 2025Jane Doe".
bool is_glued_name(std::string_view line, std::size_t at) {
  return line[at - 1] >= '0' && line[at - 1] <= '9' && line[at] >= 'A' && line[at] <= 'Z' &&
         at + 1 < line.size() && line[at + 1] >= 'a' && line[at + 1] <= 'z';
}

std::vector<Word> words_of(std::string_view line) {
  std::vector<Word> words;
  for (std::size_t at = 0; at < line.size();) {
    if (is_blank(line[at])) {
      ++at;
      continue;
    }
    Word word{at, at, false};
    while (word.end < line.size() && !is_blank(line[word.end]) &&
           !(word.end > at && is_glued_name(line, word.end))) {
      word.digit = word.digit || (line[word.end] >= '0' && line[word.end] <= '9');
      ++word.end;
    }
    words.push_back(word);
    at = word.end;
  }
  return words;
}

std::string_view without_outer_marks(std::string_view text) {
  constexpr std::string_view kMarks = "()[],;:|.-*\"'";
  while (!text.empty() && kMarks.find(text.front()) != std::string_view::npos)
    text.remove_prefix(1);
  while (!text.empty() && kMarks.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  return text;
}

// Bare digits are rather a count or an id than an epoch.
bool is_bare_number(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<Timestamp> date_in_text(std::string_view line, const DateHints& hints) {
  if (line.size() > kMaxLine || line.find_first_of("0123456789") == std::string_view::npos) {
    return std::nullopt;
  }
  const std::vector<Word> words = words_of(line);
  for (std::size_t first = 0; first < words.size(); ++first) {
    const bool near_digit = words[first].digit ||
                            (first + 1 < words.size() && words[first + 1].digit) ||
                            (first + 2 < words.size() && words[first + 2].digit);
    if (!near_digit) continue;
    for (std::size_t count = std::min(kMaxWords, words.size() - first); count > 0; --count) {
      const Word& last = words[first + count - 1];
      const std::string_view part =
          without_outer_marks(line.substr(words[first].begin, last.end - words[first].begin));
      if (part.size() < 6 || is_bare_number(part)) continue;
      const auto when = parse_date(part, hints);
      if (when && when->precision >= DatePrecision::Day) return when;
    }
  }
  return std::nullopt;
}

}  // namespace backfile
