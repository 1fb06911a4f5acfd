// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/sentences.h"
#include "common/index/varint.h"

namespace backfile {

// The words of an article in reading order, as numbers of the segment's vocabulary in varints, and
// where sentences end: the length of the title's words in bytes, that of the text's, the title's
// words, the text's, and the marks of the text. About 1.6 bytes a word. A title is one sentence and
// one paragraph.
struct TokenStream {
  std::span<const std::uint8_t> title;
  std::span<const std::uint8_t> text;
  // For each sentence but the last a varint: twice the number of its words, and 1 more if a
  // paragraph ends with it.
  std::span<const std::uint8_t> marks;
};

inline TokenStream token_stream(std::span<const std::uint8_t> item) {
  const std::uint8_t* at = item.data();
  const std::uint8_t* const end = at + item.size();
  const auto take = [&](std::size_t wanted) {
    const auto rest = static_cast<std::size_t>(end - at);
    const std::span<const std::uint8_t> piece(at, wanted < rest ? wanted : rest);
    at += piece.size();
    return piece;
  };
  const std::size_t title = read_varint(at, end);
  const std::size_t text = read_varint(at, end);
  TokenStream stream;
  stream.title = take(title);
  stream.text = take(text);
  stream.marks = take(static_cast<std::size_t>(end - at));
  return stream;
}

// The words of a title or a text by their numbers.
inline std::vector<std::uint32_t> word_numbers(std::span<const std::uint8_t> words) {
  std::vector<std::uint32_t> numbers;
  const std::uint8_t* at = words.data();
  const std::uint8_t* const end = at + words.size();
  while (at < end) numbers.push_back(read_varint(at, end));
  return numbers;
}

// Writes the marks of a text while its words go by.
class SentenceMarks {
 public:
  // A word follows; `before`: what parts it from the word before it.
  void add_word(Boundary before, std::string* marks) {
    if (before != Boundary::None && words_ > 0) {
      append_varint(words_ << 1 | (before == Boundary::Paragraph ? 1U : 0U), marks);
      words_ = 0;
    }
    ++words_;
  }

 private:
  std::uint64_t words_ = 0;  // Of the sentence at hand.
};

// One item of a stream from its parts.
inline void append_item(std::string_view title, std::string_view text, std::string_view marks,
                        std::string* item) {
  append_varint(title.size(), item);
  append_varint(text.size(), item);
  item->append(title).append(text).append(marks);
}

// Calls `visit` with the place, in bytes, of each occurrence in `words` of the words whose varints
// are `phrase` (not empty). Occurrences may overlap.
template <typename Visit>
void for_each_phrase(std::span<const std::uint8_t> words, std::string_view phrase,
                     const Visit& visit) {
  if (words.size() < phrase.size()) return;
  const auto* const begin = reinterpret_cast<const char*>(words.data());
  const char* const end = begin + (words.size() - phrase.size()) + 1;  // Of places to begin at.
  const auto next = [&](const char* from) {
    return static_cast<const char*>(
        std::memchr(from, phrase.front(), static_cast<std::size_t>(end - from)));
  };
  for (const char* at = next(begin); at != nullptr; at = next(at + 1)) {
    // The last byte of a number is below 128: only behind one does a number begin. Last bytes are
    // compared first, since they differ most.
    const bool begins = at == begin || static_cast<unsigned char>(at[-1]) < 0x80;
    if (at[phrase.size() - 1] == phrase.back() && begins &&
        std::memcmp(at, phrase.data(), phrase.size()) == 0) {
      visit(static_cast<std::size_t>(at - begin));
    }
    if (at + 1 == end) return;
  }
}

inline std::uint32_t count_phrase(std::span<const std::uint8_t> words, std::string_view phrase) {
  std::uint32_t found = 0;
  for_each_phrase(words, phrase, [&found](std::size_t) { ++found; });
  return found;
}

// How many words there are, which is how many bytes are below 128. Eight at a time.
inline std::uint32_t count_words(std::span<const std::uint8_t> words) {
  constexpr std::uint64_t kOnes = 0x0101'0101'0101'0101;
  const std::uint8_t* at = words.data();
  const std::uint8_t* const end = at + words.size();
  std::uint32_t count = 0;
  while (end - at >= 8) {
    // Each byte of the sum counts for itself, and must not pass 255.
    const std::uint8_t* const stop = at + std::min<std::ptrdiff_t>((end - at) / 8, 255) * 8;
    std::uint64_t sum = 0;
    for (; at < stop; at += 8) {
      std::uint64_t eight;
      std::memcpy(&eight, at, sizeof eight);
      sum += ~eight >> 7 & kOnes;
    }
    const std::uint64_t pairs = (sum & 0x00ff'00ff'00ff'00ff) + (sum >> 8 & 0x00ff'00ff'00ff'00ff);
    count += static_cast<std::uint32_t>(pairs * 0x0001'0001'0001'0001 >> 48);
  }
  for (; at < end; ++at) count += *at < 0x80 ? 1U : 0U;
  return count;
}

}  // namespace backfile
