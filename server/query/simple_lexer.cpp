// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>
#include <utility>

#include "common/index/words.h"
#include "server/query/dialect_lexers.h"
#include "server/query/dialect_tokens.h"
#include "server/query/operand_checks.h"
#include "server/query/syntax_error.h"
#include "server/query/warnings.h"

namespace backfile {
namespace {

// No wildcards: they are punctuation.
std::string plain(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return c == '*' || c == '?'; }, ' ');
  return text;
}

// Words, "phrases" and "-" before either; nothing else is an operator, and nothing is refused but
// by the limits of every query.
class SimpleLexer {
 public:
  SimpleLexer(const QueryText& text, std::vector<Warning>* warnings)
      : list_(text, warnings), text_(text) {}

  Result<std::vector<Token>> run() {
    while (at_ < text_.size()) {
      const char32_t c = text_.at(at_);
      if (c == ' ') {
        ++at_;
      } else if (is_mark(c)) {
        read_phrase();
      } else {
        read_chunk();
      }
    }
    return list_.finish();
  }

 private:
  static bool is_mark(char32_t c) { return quote_family(c) != QuoteFamily::None; }

  void read_chunk() {
    std::size_t end = at_;
    while (end < text_.size() && text_.at(end) != ' ' && !is_mark(text_.at(end))) ++end;
    Span chunk{at_, end};
    at_ = end;
    const char32_t first = text_.at(chunk.begin);
    const bool before_mark = end == chunk.begin + 1 && end < text_.size() && is_mark(text_.at(end));
    if (operator_kind(text_.view(chunk))) {
      add_warning("read_as_word",
                  in_quotes(text_.written(chunk)) + " is a word in this syntax, not an operator",
                  list_.warnings());
    }
    if (first == '-' || is_dash(first)) {
      const Span behind{chunk.begin + 1, chunk.end};
      if (before_mark || !folded_words(plain(text_.utf8(behind))).empty()) {
        if (before_mark && !phrase_has_words()) return;
        if (is_dash(first)) {
          add_warning("dashes_normalised",
                      in_quotes(text_.written({chunk.begin, behind.begin})) +
                          " before a word read as \"-\" (NOT)",
                      list_.warnings());
        }
        list_.push(Token::Kind::Minus, {chunk.begin, behind.begin});
        chunk = behind;
      }
    }
    if (chunk.begin == chunk.end) return;
    // Nothing can be wrong with words without wildcards.
    (void)list_.push_words(chunk, plain(text_.utf8(chunk)));
  }

  std::size_t closing_mark(std::size_t open) const {
    std::size_t close = open + 1;
    while (close < text_.size() && quote_family(text_.at(close)) != quote_family(text_.at(open))) {
      ++close;
    }
    return close;
  }

  bool phrase_has_words() const {
    return !folded_words(plain(text_.utf8({at_ + 1, closing_mark(at_)}))).empty();
  }

  void read_phrase() {
    const std::size_t close = closing_mark(at_);
    const Span inside{at_ + 1, close};
    const bool open = close == text_.size();
    if (open) {
      add_warning("quote_closed", "the quotation mark that nothing closes goes up to the end",
                  list_.warnings());
    }
    const Span whole{at_, open ? close : close + 1};
    at_ = whole.end;
    const std::string words = plain(text_.utf8(inside));
    if (folded_words(words).empty()) {
      add_warning("ignored_punctuation", in_quotes(text_.written(whole)) + " has no word in it",
                  list_.warnings());
      return;
    }
    if (open) {
      list_.push(Token::Kind::Phrase, whole).text = words;
    } else {
      (void)list_.push_phrase(whole, words);
    }
  }

  TokenList list_;
  const QueryText& text_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::vector<Token>> lex_simple(const QueryText& text, std::vector<Warning>* warnings) {
  return SimpleLexer(text, warnings).run();
}

}  // namespace backfile
