// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/date_tokens.h"

#include "common/ascii.h"
#include "common/text.h"
#include "common/utf8.h"

namespace backfile {
namespace {

constexpr std::size_t kLongestDate = 160;
constexpr std::size_t kMostDigits = 18;

bool is_ascii_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

struct Decoded {
  char32_t code;
  std::size_t size;
};

// The code point at the front of `text`, which is not empty; U+FFFD for a broken sequence.
Decoded decode(std::string_view text) {
  std::size_t size = 0;
  const auto code = next_code_point(text, &size);
  return {code < 0 ? char32_t{0xFFFD} : static_cast<char32_t>(code), size};
}

bool is_blank(char32_t code) {
  return code == 0xA0 || (code >= 0x2000 && code <= 0x200F) || code == 0x202F || code == 0x2060 ||
         code == 0x3000 || code == 0xFEFF;
}

bool is_dash(char32_t code) {
  return (code >= 0x2010 && code <= 0x2015) || code == 0x2212 || code == U'年' || code == U'月' ||
         code == U'년' || code == U'월';
}

// Marks beyond ASCII: Latin-1 signs without the ordinal indicators, and general punctuation.
bool is_mark(char32_t code) {
  return (code > 0xA0 && code < 0xC0 && code != 0xAA && code != 0xBA) ||
         (code >= 0x2016 && code <= 0x206F) || code == 0x3001 || code == 0xFF0C || code == U'日' ||
         code == U'일';
}

bool is_letter(char32_t code) {
  if (code < 0x80) return is_ascii_letter(static_cast<char>(code));
  return code != 0xFFFD && !is_blank(code) && !is_dash(code) && !is_mark(code);
}

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text) : rest_(text) {}

  std::optional<std::vector<DateToken>> run() {
    while (skip_blanks(), !rest_.empty()) {
      const bool read = is_digit(rest_[0]) ? read_number() : read_other();
      if (!read) return std::nullopt;
    }
    return std::move(tokens_);
  }

 private:
  void skip_blanks() {
    while (!rest_.empty()) {
      const Decoded next = decode(rest_);
      if (!(next.code < 0x80 ? is_ascii_blank(rest_[0]) : is_blank(next.code))) return;
      after_blank_ = true;
      rest_.remove_prefix(next.size);
    }
  }

  DateToken& add(DateToken::Kind kind) {
    tokens_.emplace_back();
    tokens_.back().kind = kind;
    tokens_.back().after_blank = after_blank_;
    after_blank_ = false;
    return tokens_.back();
  }

  bool read_number() {
    DateToken& token = add(DateToken::Kind::Number);
    while (!rest_.empty() && is_digit(rest_[0])) {
      if (++token.digits > kMostDigits) return false;
      token.value = token.value * 10 + (rest_[0] - '0');
      rest_.remove_prefix(1);
    }
    return true;
  }

  bool read_other() {
    const Decoded first = decode(rest_);
    if (is_letter(first.code)) {
      read_word();
      return true;
    }
    if (first.code == 0xFFFD || (first.code < 0x20)) return false;
    DateToken& token = add(DateToken::Kind::Mark);
    token.mark = first.code < 0x80 ? rest_[0] : is_dash(first.code) ? '-' : ',';
    rest_.remove_prefix(first.size);
    return true;
  }

  void read_word() {
    const std::string_view whole = rest_;
    bool ascii = true;
    while (!rest_.empty()) {
      const Decoded next = decode(rest_);
      if (!is_letter(next.code)) break;
      ascii = ascii && next.size == 1;
      rest_.remove_prefix(next.size);
    }
    const std::string_view word = whole.substr(0, whole.size() - rest_.size());
    DateToken& token = add(DateToken::Kind::Word);
    if (!ascii) {
      token.word = fold(word);
      return;
    }
    token.word = ascii_lower(word);
  }

  std::string_view rest_;
  bool after_blank_ = false;
  std::vector<DateToken> tokens_;
};

}  // namespace

std::optional<std::vector<DateToken>> date_tokens(std::string_view text) {
  if (text.size() > kLongestDate) return std::nullopt;
  return Tokenizer(text).run();
}

}  // namespace backfile
