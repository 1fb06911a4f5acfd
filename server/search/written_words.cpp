// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/written_words.h"

#include <algorithm>
#include <optional>

#include "common/index/token_stream.h"
#include "common/index/words.h"

namespace backfile {
namespace {

struct Line {
  std::vector<std::string_view> words;
  std::vector<std::optional<std::uint32_t>> numbers;
};

std::vector<std::string_view> all_words(std::string_view text) {
  std::vector<std::string_view> words;
  for_each_word(text, [&](const Word& word) {
    words.push_back(text.substr(word.begin, word.end - word.begin));
  });
  return words;
}

std::vector<Line> lines_of(std::string_view text, const Vocabulary& vocabulary) {
  std::vector<Line> lines;
  while (!text.empty()) {
    const std::string_view row = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), row.size() + 1));
    Line line;
    for_each_word(row, [&](const Word& word) {
      line.words.push_back(row.substr(word.begin, word.end - word.begin));
      const auto place = vocabulary.find(word.folded);
      line.numbers.push_back(place ? std::optional(vocabulary.number(*place)) : std::nullopt);
    });
    if (!line.words.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

bool stands_at(const Line& line, const std::vector<std::uint32_t>& stream, std::size_t at) {
  if (stream.size() - at < line.numbers.size()) return false;
  for (std::size_t i = 0; i < line.numbers.size(); ++i) {
    if (line.numbers[i] != stream[at + i]) return false;
  }
  return true;
}

// For each line whether it is in the stream: a way from its beginning to its end, found from the
// end. ends[i][at]: the lines from i on can be what stands from `at` on.
std::optional<std::vector<bool>> find_way(const std::vector<Line>& lines,
                                          const std::vector<std::uint32_t>& stream) {
  std::vector<std::vector<bool>> ends(lines.size() + 1, std::vector<bool>(stream.size() + 1));
  ends[lines.size()][stream.size()] = true;
  for (std::size_t i = lines.size(); i-- > 0;) {
    for (std::size_t at = 0; at <= stream.size(); ++at) {
      const std::size_t behind = at + lines[i].numbers.size();
      const bool kept =
          behind <= stream.size() && ends[i + 1][behind] && stands_at(lines[i], stream, at);
      ends[i][at] = kept || ends[i + 1][at];
    }
  }
  if (!ends[0][0]) return std::nullopt;
  std::vector<bool> kept;
  std::size_t at = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t behind = at + lines[i].numbers.size();
    kept.push_back(behind <= stream.size() && ends[i + 1][behind] &&
                   stands_at(lines[i], stream, at));
    if (kept.back()) at = behind;
  }
  return kept;
}

}  // namespace

std::vector<std::string_view> written_words(std::string_view text,
                                            std::span<const std::uint8_t> stream,
                                            const Vocabulary& vocabulary) {
  const std::vector<std::uint32_t> numbers = word_numbers(stream);
  std::vector<std::string_view> words = all_words(text);
  if (words.size() == numbers.size()) return words;
  words.clear();
  const std::vector<Line> lines = lines_of(text, vocabulary);
  const std::optional<std::vector<bool>> kept = find_way(lines, numbers);
  if (!kept) return {};
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if ((*kept)[i]) words.insert(words.end(), lines[i].words.begin(), lines[i].words.end());
  }
  return words;
}

}  // namespace backfile
