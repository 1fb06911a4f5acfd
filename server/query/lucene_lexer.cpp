// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "common/ascii.h"
#include "common/index/words.h"
#include "common/text.h"
#include "server/query/dialect_lexers.h"
#include "server/query/dialect_tokens.h"
#include "server/query/field_names.h"
#include "server/query/fuzzy_word.h"
#include "server/query/operand_checks.h"
#include "server/query/parser.h"
#include "server/query/syntax_error.h"
#include "server/query/warnings.h"

namespace backfile {
namespace {

using Relation = Node::Nearness::Relation;
using Unit = Node::Nearness::Unit;

constexpr std::string_view kProduct = "Lucene";

// Whether a character ends a word when no backslash stands before it. "-", "+" and "!" do not.
bool ends_word(char32_t c) {
  constexpr std::u32string_view kEnds = U" ()[]{}:^~";
  return kEnds.find(c) != std::u32string_view::npos || quote_family(c) != QuoteFamily::None;
}

class LuceneLexer {
 public:
  LuceneLexer(const QueryText& text, std::vector<Warning>* warnings)
      : list_(text, warnings), text_(text) {}

  Result<std::vector<Token>> run() {
    while (at_ < text_.size()) {
      if (auto error = read_next()) return *std::move(error);
    }
    return list_.finish();
  }

 private:
  // A word without its backslashes. Letters behind them that are wildcards of ours become blanks:
  // they are punctuation in every text.
  struct Raw {
    Span span;
    std::string text;
  };

  bool at(char32_t c, std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() && text_.at(at_ + ahead) == c;
  }
  bool blank_at(std::size_t i) const { return i >= text_.size() || text_.at(i) == ' '; }

  std::optional<Error> read_next() {
    const char32_t c = text_.at(at_);
    if (c == ' ') {
      ++at_;
      return std::nullopt;
    }
    if (c == '(') return sign(Token::Kind::Open, 1);
    if (c == ')') return read_close();
    if (at('&') && at('&', 1)) return sign(Token::Kind::And, 2);
    if (at('|') && at('|', 1)) return sign(Token::Kind::Or, 2);
    const bool before_operand = !blank_at(at_ + 1) && !at(')', 1);
    if (before_operand && c == '+') return sign(Token::Kind::Plus, 1);
    if (before_operand && c == '-') return sign(Token::Kind::Minus, 1);
    if (before_operand && c == '!') return sign(Token::Kind::Not, 1);
    if (quote_family(c) != QuoteFamily::None) return read_phrase();
    if (c == '[' || c == '{') return read_range();
    if (c == '/') return refuse_here("put the text in quotation marks", 1);
    if (c == '*' && at(':', 1) && at('*', 2)) return sign(Token::Kind::All, 3);
    if (c == '~' || c == '^' || c == ']' || c == '}' || c == ':') {
      return refuse_here("put the text in quotation marks, or a backslash before the sign", 1);
    }
    return read_word();
  }

  std::optional<Error> sign(Token::Kind kind, std::size_t length) {
    list_.push(kind, {at_, at_ + length});
    at_ += length;
    return std::nullopt;
  }

  std::optional<Error> refuse_here(std::string_view instead, std::size_t length) const {
    return not_supported(text_, {at_, at_ + length}, kProduct, instead);
  }

  std::optional<Error> read_close() {
    if (auto error = sign(Token::Kind::Close, 1)) return error;
    return read_boost();
  }

  // "^2" behind an operand changes only the order.
  std::optional<Error> read_boost() {
    if (!at('^')) return std::nullopt;
    std::size_t end = at_ + 1;
    while (end < text_.size() && (text_.at(end) == '.' || is_number(text_.at(end)))) ++end;
    if (end == at_ + 1) return refuse_here("write a number behind it, or nothing", 1);
    add_warning("optional_ignored",
                in_quotes(text_.written({at_, end})) + " changes only the order; it is left out",
                list_.warnings());
    at_ = end;
    return std::nullopt;
  }

  static bool is_number(char32_t c) { return c >= '0' && c <= '9'; }

  Raw take_word() {
    Raw raw{{at_, at_}, {}};
    while (at_ < text_.size() && !ends_word(text_.at(at_))) {
      const bool escaped = text_.at(at_) == '\\' && at_ + 1 < text_.size();
      if (escaped) ++at_;
      const char32_t c = text_.at(at_);
      const bool wildcard = c == '*' || c == '?';
      raw.text += escaped && wildcard ? " " : encode_utf8(std::u32string(1, c));
      ++at_;
      // A "&&" or "||" ends a word, too.
      if ((at('&') && at('&', 1)) || (at('|') && at('|', 1))) break;
    }
    raw.span.end = at_;
    return raw;
  }

  std::optional<Error> read_word() {
    const Raw raw = take_word();
    const std::u32string_view written = text_.view(raw.span);
    if (const auto kind = operator_kind(written)) {
      list_.push(*kind, raw.span);
      return std::nullopt;
    }
    if (at(':')) return read_field(raw);
    if (at('~')) return read_fuzzy(raw);
    if (auto error = list_.push_words(raw.span, raw.text)) return error;
    return read_boost();
  }

  std::optional<Error> read_field(const Raw& raw) {
    const Span name{raw.span.begin, at_ + 1};
    const bool relative = is_relative_date(raw.text);
    const Field* known = relative ? &field(FieldId::Published) : find_field_ignoring_case(raw.text);
    if (known == nullptr) known = field_of_other_system(raw.text);
    if (known == nullptr) return unknown_field(raw.span);
    ++at_;
    list_.push_field(*known, name);
    list_.tokens().back().relative = relative;
    if (at('/')) return refuse_here("write the words", 1);
    if (known->kind == FieldKind::Words) {
      if (blank_at(at_)) return no_value(name);
      return std::nullopt;
    }
    return read_value_of(*known, name);
  }

  Error no_value(Span name) const {
    return syntax_error(
        text_, {name.end, name.end},
        "Expected a value right after " + in_quotes(text_.written(name)) + ", without a blank.",
        {"a value"});
  }

  Error unknown_field(Span span) const {
    return syntax_error(text_, span,
                        "There is no field " + in_quotes(text_.written(span)) +
                            "; a colon in a text has a backslash before it.",
                        field_prefixes());
  }

  std::optional<Error> read_value_of(const Field& named, Span name) {
    if (at('[') || at('{')) return read_bounds(named);
    if (at('(')) return read_values(named);
    if (at_ < text_.size() && quote_family(text_.at(at_)) != QuoteFamily::None) {
      return read_phrase();
    }
    if (at('>') || at('<')) return read_comparison(named);
    std::size_t end = at_;
    while (end < text_.size() && text_.at(end) != ' ' && text_.at(end) != ')') ++end;
    if (end == at_) return no_value(name);
    return push_value(named, {at_, end});
  }

  // A value with its backslashes taken off.
  std::optional<Error> push_value(const Field& named, Span span) {
    std::string value;
    for (std::size_t i = span.begin; i < span.end; ++i) {
      if (text_.at(i) == '\\' && i + 1 < span.end) ++i;
      const char32_t c = text_.at(i);
      if (c == '*' && i == span.begin && span.end == i + 1) {
        return not_supported(text_, span, kProduct,
                             "ask for articles with any value by the parameter \"exists\"");
      }
      if ((c == '*' || c == '?') && named.kind == FieldKind::Keyword) {
        return syntax_error(text_, span,
                            "Expected a whole value: this field is compared without wildcards.",
                            {"a value"});
      }
      value += encode_utf8(std::u32string(1, c));
    }
    list_.push_value(span, std::move(value));
    at_ = span.end;
    return std::nullopt;
  }

  // source:(a OR b) or (a b), which is the same.
  std::optional<Error> read_values(const Field& named) {
    list_.push(Token::Kind::Open, {at_, at_ + 1});
    ++at_;
    bool after_value = false;
    while (at_ < text_.size() && !at(')')) {
      if (at(' ')) {
        ++at_;
        continue;
      }
      std::size_t end = at_;
      while (end < text_.size() && text_.at(end) != ' ' && text_.at(end) != ')') ++end;
      const auto kind = operator_kind(text_.view({at_, end}));
      if (kind) {
        list_.push(*kind, {at_, end});
        at_ = end;
        after_value = false;
        continue;
      }
      if (after_value) list_.push(Token::Kind::Or, {at_, at_});
      after_value = true;
      const bool quoted = quote_family(text_.at(at_)) != QuoteFamily::None;
      if (auto error = quoted ? read_phrase() : push_value(named, {at_, end})) return error;
    }
    return std::nullopt;
  }

  // date:>=2014, words:<500.
  std::optional<Error> read_comparison(const Field& named) {
    const std::size_t begin = at_;
    const bool more = at('>');
    ++at_;
    const bool equal = at('=');
    if (equal) ++at_;
    std::size_t end = at_;
    while (end < text_.size() && text_.at(end) != ' ' && text_.at(end) != ')') ++end;
    const std::string bound = text_.utf8({at_, end});
    at_ = end;
    return push_bounds(named, {begin, end}, more ? bound : "*", more ? "*" : bound, equal, equal);
  }

  // [2014 TO 2015], {200 TO *}.
  std::optional<Error> read_bounds(const Field& named) {
    const std::size_t begin = at_;
    std::size_t end = at_;
    while (end < text_.size() && text_.at(end) != ']' && text_.at(end) != '}') ++end;
    const std::string inside = text_.utf8({begin + 1, end});
    const std::size_t to = inside.find(" TO ");
    if (end == text_.size() || to == std::string::npos) {
      return syntax_error(text_, {begin, end},
                          "Expected a range such as [2014-01 TO 2014-03] or {200 TO *}.",
                          {"[a TO b]"});
    }
    const bool first_in = text_.at(begin) == '[';
    const bool last_in = text_.at(end) == ']';
    at_ = end + 1;
    return push_bounds(named, {begin, end + 1}, std::string(trim(inside.substr(0, to))),
                       std::string(trim(inside.substr(to + 4))), first_in, last_in);
  }

  std::optional<Error> push_bounds(const Field& named, Span span, std::string first,
                                   std::string last, bool first_in, bool last_in) {
    if (takes_values(named.kind)) {
      return syntax_error(text_, span, "Expected a value: only dates and numbers have ranges.",
                          {"a value"});
    }
    const auto bound = [&](std::string text, bool included, bool is_first) -> std::string {
      if (text == "*") return {};
      if (included) return text;
      if (named.kind == FieldKind::Number) {
        const auto number = read_count(text);
        return number ? std::to_string(std::int64_t{*number} + (is_first ? 1 : -1)) : text;
      }
      return is_first ? day_after(text) : day_before(text);
    };
    const std::string range = bound(first, first_in, true) + ".." + bound(last, last_in, false);
    list_.push_value(span, range);
    return std::nullopt;
  }

  std::optional<Error> read_range() {
    return syntax_error(text_, {at_, at_ + 1},
                        "Expected a field before a range, as in date:[2014 TO 2015].",
                        {"date:[a TO b]", "words:[a TO b]"});
  }

  // word~, word~1.
  std::optional<Error> read_fuzzy(const Raw& raw) {
    std::size_t end = at_ + 1;
    while (end < text_.size() && (is_number(text_.at(end)) || text_.at(end) == '.')) ++end;
    const std::string number = text_.utf8({at_ + 1, end});
    if (!number.empty() && number != "1" && number != "2") {
      return syntax_error(text_, {at_, end},
                          "Expected ~1 or ~2 right after a word, for so many wrong letters.",
                          {"~1", "~2"});
    }
    // Without a number Lucene takes two.
    const FuzzyWord fuzzy{raw.span, number == "1" ? 1U : 2U};
    if (auto error = refuse_fuzzy(text_, {raw.span.begin, end}, fuzzy)) return error;
    Token& token = list_.push(Token::Kind::Fuzzy, {raw.span.begin, end});
    token.text = raw.text;
    token.number = fuzzy.distance;
    at_ = end;
    return read_boost();
  }

  std::optional<Error> read_phrase() {
    const QuoteFamily family = quote_family(text_.at(at_));
    const std::size_t begin = at_++;
    std::string inside;
    while (at_ < text_.size() && quote_family(text_.at(at_)) != family) {
      if (text_.at(at_) == '\\' && at_ + 1 < text_.size()) ++at_;
      const char32_t c = text_.at(at_++);
      // Not wildcards between quotation marks.
      inside += is_value_due() || (c != '*' && c != '?') ? encode_utf8(std::u32string(1, c)) : " ";
    }
    if (at_ >= text_.size()) {
      return syntax_error(text_, {begin, begin + 1},
                          "Expected a second quotation mark: nothing closes the one at this "
                          "position.",
                          {"\""}, text_.with_replaced({text_.size(), text_.size()}, "\""));
    }
    ++at_;
    if (at('~')) return read_slop({begin, at_}, inside);
    const Span span{begin, at_};
    if (is_value_due()) {
      list_.push(Token::Kind::Phrase, span).text = inside;
    } else if (auto error = list_.push_phrase(span, inside)) {
      return error;
    }
    return read_boost();
  }

  // Behind the field of a value, or in its brackets.
  bool is_value_due() {
    for (auto token = list_.tokens().rbegin(); token != list_.tokens().rend(); ++token) {
      if (token->kind == Token::Kind::Field) return token->field->kind != FieldKind::Words;
      const bool inside = token->kind == Token::Kind::Open || token->kind == Token::Kind::Or ||
                          token->kind == Token::Kind::Value || token->kind == Token::Kind::Phrase;
      if (!inside) return false;
    }
    return false;
  }

  // "a b"~4: a before b with at most four words between, or, since an exchange counts two, b
  // before a with at most two.
  std::optional<Error> read_slop(Span phrase, const std::string& inside) {
    std::size_t end = at_ + 1;
    while (end < text_.size() && is_number(text_.at(end))) ++end;
    const Span whole{phrase.begin, end};
    const auto slop = read_count(text_.utf8({at_ + 1, end}));
    const std::vector<std::string> words = written_words(inside);
    if (!slop || words.size() != 2) {
      return syntax_error(text_, {phrase.begin, end},
                          "Expected two words between the quotation marks and a number behind "
                          "\"~\": for more words Lucene's distance is a sum that has no "
                          "counterpart here.",
                          {"\"a b\"~5"});
    }
    at_ = end;
    if (*slop == 0) return list_.push_phrase(phrase, inside);
    if (auto error = push_pair(whole, words[0], words[1], *slop + 1)) return error;
    if (*slop < 2) return read_boost();
    list_.push(Token::Kind::Or, whole);
    if (auto error = push_pair(whole, words[1], words[0], *slop - 1)) return error;
    list_.tokens().insert(list_.tokens().end() - 7, {Token::Kind::Open, whole});
    list_.push(Token::Kind::Close, whole);
    return read_boost();
  }

  static std::vector<std::string> written_words(const std::string& inside) {
    std::vector<std::string> words;
    for_each_word(inside, [&](const Word& word) {
      words.push_back(inside.substr(word.begin, word.end - word.begin));
    });
    return words;
  }

  std::optional<Error> push_pair(Span whole, const std::string& first, const std::string& second,
                                 std::uint32_t distance) {
    list_.push(Token::Kind::Word, whole).text = first;
    if (auto error = list_.push_near(whole, {Relation::Before, Unit::Words, distance}))
      return error;
    list_.push(Token::Kind::Word, whole).text = second;
    return std::nullopt;
  }

  TokenList list_;
  const QueryText& text_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::vector<Token>> lex_lucene(const QueryText& text, std::vector<Warning>* warnings) {
  return LuceneLexer(text, warnings).run();
}

}  // namespace backfile
