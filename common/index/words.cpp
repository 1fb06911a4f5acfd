// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/words.h"

#include <unicode/uchar.h>

#include <array>
#include <cstdint>

#include "common/index/scripts.h"
#include "common/text.h"
#include "common/utf8.h"

namespace backfile {
namespace {

// For ASCII: 0 if the byte is not part of a word, else the byte folded.
constexpr std::array<char, 128> kAsciiFold = [] {
  std::array<char, 128> table{};
  for (char c = '0'; c <= '9'; ++c) table[static_cast<std::size_t>(c)] = c;
  for (char c = 'a'; c <= 'z'; ++c) table[static_cast<std::size_t>(c)] = c;
  for (char c = 'A'; c <= 'Z'; ++c) {
    table[static_cast<std::size_t>(c)] = static_cast<char>(c + ('a' - 'A'));
  }
  return table;
}();

bool is_letter_or_digit(UChar32 c) {
  return (U_MASK(u_charType(c)) & (U_GC_L_MASK | U_GC_ND_MASK)) != 0;
}

bool is_mark(UChar32 c) { return (U_MASK(u_charType(c)) & U_GC_M_MASK) != 0; }

bool joins_words(UChar32 c) { return c == 0x200c || c == 0x200d; }

class Scanner {
 public:
  Scanner(std::string_view text, const std::function<void(const Word&)>& visit)
      : text_(text), visit_(visit) {}

  void run() {
    while (at_ < text_.size()) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte < 0x80) {
        scan_ascii();
      } else {
        scan_unicode();
      }
    }
    finish();
  }

 private:
  // A run of letters and digits, or one byte between words.
  void scan_ascii() {
    const std::size_t end = end_of_run();
    if (end == at_) {
      finish();
      ++at_;
      return;
    }
    if (in_word_ && unspaced_) finish();
    begin_word(false);
    std::size_t to = folded_.size();
    folded_.resize(to + end - at_);
    while (at_ < end) folded_[to++] = kAsciiFold[static_cast<unsigned char>(text_[at_++])];
    end_ = end;
  }

  std::size_t end_of_run() const {
    std::size_t end = at_;
    while (end < text_.size()) {
      const auto byte = static_cast<unsigned char>(text_[end]);
      if (byte >= 0x80 || kAsciiFold[byte] == 0) break;
      ++end;
    }
    return end;
  }

  void scan_unicode() {
    const std::size_t here = at_;
    std::size_t next = here;
    const UChar32 c = next_code_point(text_, &next);
    if (c >= 0 && is_letter_or_digit(c)) {
      const bool unspaced = is_written_without_blanks(static_cast<char32_t>(c));
      if (in_word_ && (unspaced || unspaced_)) finish();
      begin_word(unspaced);
    } else if (c < 0 || !in_word_ || !(is_mark(c) || joins_words(c))) {
      finish();
      at_ = next;
      return;
    }
    plain_ascii_ = false;
    folded_.append(text_.substr(here, next - here));
    at_ = end_ = next;
  }

  void begin_word(bool unspaced) {
    if (in_word_) return;
    in_word_ = true;
    unspaced_ = unspaced;
    plain_ascii_ = true;
    begin_ = at_;
    folded_.clear();
  }

  void finish() {
    if (!in_word_) return;
    in_word_ = false;
    if (!plain_ascii_) folded_ = fold(folded_);
    const std::string_view key = truncate_utf8(folded_, kLongestWord);
    if (!key.empty()) visit_(Word{key, begin_, end_});
  }

  std::string_view text_;
  const std::function<void(const Word&)>& visit_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool in_word_ = false;
  bool unspaced_ = false;
  bool plain_ascii_ = true;
  std::string folded_;
};

}  // namespace

void for_each_word(std::string_view text, const std::function<void(const Word&)>& visit) {
  Scanner(text, visit).run();
}

std::vector<std::string> folded_words(std::string_view text) {
  std::vector<std::string> words;
  for_each_word(text, [&](const Word& word) { words.emplace_back(word.folded); });
  return words;
}

std::size_t count_words(std::string_view text) {
  std::size_t count = 0;
  for_each_word(text, [&](const Word&) { ++count; });
  return count;
}

}  // namespace backfile
