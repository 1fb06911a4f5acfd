// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"

namespace backfile {

// A rare capitalised word in a sentence, where another name may stand.
struct NameSlot {
  std::uint32_t begin = 0;  // Bytes from the beginning of the sentence.
  std::uint32_t end = 0;
};

struct Sentence {
  std::size_t begin = 0;  // Bytes in Passages::text().
  std::size_t end = 0;
  std::uint32_t words = 0;
  std::uint32_t first_slot = 0;
  std::uint32_t slots = 0;
};

// The sentences of the articles of one language, in reading order. Text is kept escaped as inside
// a JSON string, so that it can be copied into records as it is.
class Passages {
 public:
  struct Article {
    std::string title;  // Escaped.
    std::size_t first_sentence = 0;
    std::size_t sentences = 0;  // At least one.
  };

  // Takes the article unless its text has no words.
  void add(const backfile::Article& article);

  // Finds the rare names. Call it once, after the last article.
  void find_names();

  const std::vector<Article>& articles() const { return articles_; }
  const std::vector<Sentence>& sentences() const { return sentences_; }
  const std::vector<NameSlot>& slots() const { return slots_; }
  std::string_view text(const Sentence& sentence) const {
    return std::string_view(text_).substr(sentence.begin, sentence.end - sentence.begin);
  }

 private:
  std::string text_;
  std::vector<Article> articles_;
  std::vector<Sentence> sentences_;
  std::vector<NameSlot> slots_;
};

// `text` as it stands inside the quotation marks of a JSON string.
std::string json_escaped(std::string_view text);

}  // namespace backfile
