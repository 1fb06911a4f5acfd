// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/written_words.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "common/ascii.h"
#include "common/index/token_stream.h"
#include "common/index/words.h"

namespace backfile {
namespace {

using Words = std::vector<std::string_view>;

void add_words(std::string_view text, Words* words) {
  for_each_word(text, [&](const Word& word) {
    words->push_back(text.substr(word.begin, word.end - word.begin));
  });
}

// An ASCII character that is part of no word.
bool parts_words(char c) {
  return static_cast<unsigned char>(c) < 0x80 && !is_ascii_letter(c) && !is_digit(c);
}

// Between two characters that part words, ASCII is one word: only the rest must be cut and folded.
Words words_in(std::string_view text) {
  Words words;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t begin = at;
    unsigned char seen = 0;
    while (at < text.size() && !parts_words(text[at])) {
      seen |= static_cast<unsigned char>(text[at++]);
    }
    const std::string_view run = text.substr(begin, at - begin);
    if (seen >= 0x80) {
      add_words(run, &words);
    } else if (!run.empty()) {
      words.push_back(run);
    }
  }
  return words;
}

std::vector<Words> lines_of(std::string_view text) {
  std::vector<Words> lines;
  while (!text.empty()) {
    const std::string_view row = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), row.size() + 1));
    if (Words words = words_in(row); !words.empty()) lines.push_back(std::move(words));
  }
  return lines;
}

// Whether a word as it is written is this one of the vocabulary.
bool folds_to(std::string_view written, std::string_view folded) {
  if (std::ranges::any_of(written, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
    return folded_words(written) == std::vector{std::string(folded)};
  }
  return std::ranges::equal(written.substr(0, kLongestWord), folded, {}, ascii_lower);
}

bool stands_at(const Words& line, std::span<const std::uint32_t> stream,
               const Vocabulary& vocabulary) {
  if (stream.size() < line.size()) return false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (stream[i] >= vocabulary.size()) return false;
    if (!folds_to(line[i], vocabulary.word(vocabulary.place(stream[i])))) return false;
  }
  return true;
}

// For each line whether it is in the stream: the first way from its beginning to its end, where
// one that can be kept is rather kept. No line is tried twice at one place.
std::optional<std::vector<bool>> find_way(const std::vector<Words>& lines,
                                          std::span<const std::uint32_t> stream,
                                          const Vocabulary& vocabulary) {
  std::vector<std::size_t> left(lines.size() + 1);  // Words from a line on.
  for (std::size_t i = lines.size(); i-- > 0;) left[i] = left[i + 1] + lines[i].size();
  std::vector<bool> kept;
  std::vector<std::size_t> begins;  // By line: the place in the stream where it was tried.
  std::set<std::pair<std::size_t, std::size_t>> dead_ends;  // Line and place.
  for (std::size_t at = 0;;) {
    const std::size_t line = kept.size();
    if (line == lines.size() && at == stream.size()) return kept;
    if (line < lines.size() && stream.size() - at <= left[line] &&
        !dead_ends.contains({line, at})) {
      kept.push_back(stands_at(lines[line], stream.subspan(at), vocabulary));
      begins.push_back(at);
      if (kept.back()) at += lines[line].size();
      continue;
    }
    while (!kept.empty() && !kept.back()) {
      kept.pop_back();
      dead_ends.emplace(kept.size(), begins.back());
      begins.pop_back();
    }
    if (kept.empty()) return std::nullopt;
    kept.back() = false;
    at = begins.back();
  }
}

}  // namespace

std::vector<std::string_view> written_words(std::string_view text,
                                            std::span<const std::uint8_t> stream,
                                            const Vocabulary& vocabulary) {
  const std::vector<Words> lines = lines_of(text);
  std::size_t all = 0;
  for (const Words& line : lines) all += line.size();
  std::optional<std::vector<bool>> kept = std::vector<bool>(lines.size(), true);
  if (all != count_words(stream)) kept = find_way(lines, word_numbers(stream), vocabulary);
  Words words;
  if (!kept) return words;
  words.reserve(all);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if ((*kept)[i]) words.insert(words.end(), lines[i].begin(), lines[i].end());
  }
  return words;
}

}  // namespace backfile
