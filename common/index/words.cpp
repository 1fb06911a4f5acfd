// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/words.h"

#include <unicode/uchar.h>

#include <bit>
#include <cstdint>
#include <cstring>

#include "common/index/scripts.h"
#include "common/text.h"
#include "common/utf8.h"

namespace backfile {
namespace {

// Eight bytes of a text are looked at together, each in its own eighth of a number.
constexpr std::uint64_t kEach = 0x0101'0101'0101'0101;
constexpr std::size_t kEight = sizeof(std::uint64_t);

// The eighths, below 128 each, that are in [first, last], by their highest bits.
constexpr std::uint64_t within(std::uint64_t eighths, std::uint8_t first, std::uint8_t last) {
  return (eighths + kEach * (0x80U - first)) & ~(eighths + kEach * (0x7fU - last));
}

// How many of the first bytes are ASCII letters and digits.
std::size_t length_of_run(std::uint64_t eight) {
  const std::uint64_t below_128 = eight & kEach * 0x7f;
  const std::uint64_t letters = within(below_128 | kEach * 0x20, 'a', 'z');
  const std::uint64_t others = (~(letters | within(below_128, '0', '9')) | eight) & kEach * 0x80;
  const int bits = std::endian::native == std::endian::little ? std::countr_zero(others)
                                                              : std::countl_zero(others);
  return static_cast<std::size_t>(bits) / 8;
}

// Of ASCII letters and digits; the latter have the bit that parts small letters from capitals.
std::uint64_t folded(std::uint64_t eight) { return eight | kEach * 0x20; }

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
    std::uint64_t eight = next_eight();
    std::size_t length = length_of_run(eight);
    if (length == 0) {
      finish();
      ++at_;
      return;
    }
    if (in_word_ && unspaced_) finish();
    begin_word(false);
    append(eight, length);
    while (length == kEight) {
      eight = next_eight();
      length = length_of_run(eight);
      append(eight, length);
    }
    end_ = at_;
  }

  // With zeros behind the end of the text.
  std::uint64_t next_eight() const {
    std::uint64_t eight = 0;
    const std::size_t rest = text_.size() - at_;
    if (rest >= kEight) {
      std::memcpy(&eight, text_.data() + at_, kEight);
    } else {
      std::memcpy(&eight, text_.data() + at_, rest);
    }
    return eight;
  }

  // For eight bytes more of the word, which no letter exceeds.
  void make_room() {
    if (folded_.size() < size_ + kEight) folded_.resize(2 * folded_.size());
  }

  void append(std::uint64_t eight, std::size_t length) {
    make_room();
    const std::uint64_t bytes = folded(eight);
    std::memcpy(folded_.data() + size_, &bytes, kEight);
    size_ += length;
    at_ += length;
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
    make_room();
    size_ += text_.copy(folded_.data() + size_, next - here, here);
    at_ = end_ = next;
  }

  void begin_word(bool unspaced) {
    if (in_word_) return;
    in_word_ = true;
    unspaced_ = unspaced;
    plain_ascii_ = true;
    begin_ = at_;
    size_ = 0;
  }

  void finish() {
    if (!in_word_) return;
    in_word_ = false;
    const std::string_view word(folded_.data(), size_);
    if (plain_ascii_) {
      visit_(Word{word.substr(0, kLongestWord), begin_, end_});
      return;
    }
    const std::string whole = fold(word);
    const std::string_view key = truncate_utf8(whole, kLongestWord);
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
  std::string folded_ = std::string(2 * kLongestWord, '\0');  // With room behind the word.
  std::size_t size_ = 0;                                      // Of the word in it.
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
