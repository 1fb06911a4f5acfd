// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace backfile {

// What lies between two neighbouring words of a text. The indexer and what marks words in texts
// decide by the same rules: docs/query-language.md has them for people.
enum class Boundary : std::uint8_t { None, Sentence, Paragraph };

class SentenceRules {
 public:
  // `text`: valid UTF-8, which must outlive the object.
  explicit SentenceRules(std::string_view text);

  // Words as for_each_word() cuts them: the one at [begin, end), and the next one, which is at
  // [next, next_end).
  Boundary between(std::size_t begin, std::size_t end, std::size_t next,
                   std::size_t next_end) const {
    // Nearly always a blank.
    if (next - end == 1 && text_[end] == ' ') return Boundary::None;
    return look(begin, end, next, next_end);
  }

 private:
  Boundary look(std::size_t begin, std::size_t end, std::size_t next, std::size_t next_end) const;

  std::string_view text_;
  bool has_blank_lines_;
};

}  // namespace backfile
