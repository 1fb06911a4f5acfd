// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/broken_phrase.h"

#include <optional>
#include <vector>

#include "common/index/token_stream.h"

namespace backfile {
BrokenPhrase longest_piece(const Node& phrase, const Segment& segment, std::uint32_t docid) {
  const Vocabulary& vocabulary = segment.vocabulary();
  std::vector<std::optional<std::uint32_t>> wanted;
  for (const std::string& word : phrase.words) {
    const std::optional<std::uint32_t> place = vocabulary.find(word);
    wanted.push_back(place ? std::optional(vocabulary.number(*place)) : std::nullopt);
  }
  const TokenStream stream = token_stream(segment.tokens().item(docid));
  BrokenPhrase longest;
  for (const bool in_title : {true, false}) {
    if (phrase.field && (*phrase.field == FieldId::Title) != in_title) continue;
    const std::vector<std::uint32_t> words = word_numbers(in_title ? stream.title : stream.text);
    for (std::size_t i = 0; i < words.size(); ++i) {
      std::size_t length = 0;
      while (length < wanted.size() && i + length < words.size() &&
             wanted[length] == words[i + length]) {
        ++length;
      }
      if (length <= longest.words) continue;
      longest = {length, in_title, i, {}};
      const std::size_t next = i + length;
      if (next < words.size() && words[next] < vocabulary.size()) {
        longest.found = vocabulary.word(vocabulary.place(words[next]));
      }
    }
  }
  return longest;
}

std::string describe(const BrokenPhrase& broken, const Node& phrase) {
  std::string piece;
  for (std::size_t i = 0; i < broken.words; ++i) {
    piece += (i > 0 ? " " : "") + phrase.words[i];
  }
  std::string text = broken.in_title ? "In the title" : "In the text";
  text +=
      ", from word " + std::to_string(broken.position + 1) + ", stands \"" + piece + "\"; then ";
  text += broken.found.empty() ? "it ends" : "\"" + broken.found + "\" follows";
  if (broken.words < phrase.words.size()) {
    text += " where \"" + phrase.words[broken.words] + "\" is asked for";
  }
  return text + ".";
}

}  // namespace backfile
