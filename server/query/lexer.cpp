// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/lexer.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "server/query/chunk_lexer.h"
#include "server/query/field_names.h"
#include "server/query/foreign_operators.h"
#include "server/query/syntax_error.h"
#include "server/query/warnings.h"
#include "server/query/wildcards.h"

namespace backfile {
namespace {

bool ends_chunk(char32_t c) {
  return c == ' ' || c == '(' || c == ')' || quote_family(c) != QuoteFamily::None;
}

class Lexer {
 public:
  Lexer(const QueryText& text, std::vector<Warning>* warnings) : text_(text), warnings_(warnings) {}

  Result<std::vector<Token>> run() {
    while (at_ < text_.size()) {
      const char32_t c = text_.at(at_);
      std::optional<Error> error;
      if (c == ' ') {
        ++at_;
      } else if (c == '(') {
        error = lex_open();
      } else if (c == ')') {
        values_ = false;
        push(Token::Kind::Close, {at_, at_ + 1});
      } else if (quote_family(c) != QuoteFamily::None) {
        error = lex_phrase();
      } else {
        error = lex_next_chunk();
      }
      if (error) return *std::move(error);
    }
    tokens_.push_back({Token::Kind::End, {text_.size(), text_.size()}});
    return std::move(tokens_);
  }

 private:
  void push(Token::Kind kind, Span span) {
    tokens_.push_back({kind, span, text_.utf8(span)});
    at_ = span.end;
  }

  // An operand that the next character touches, or null.
  const Token* touched_operand() const {
    if (tokens_.empty() || tokens_.back().span.end != at_) return nullptr;
    const Token& last = tokens_.back();
    return ends_operand(last.kind) && last.kind != Token::Kind::Close ? &last : nullptr;
  }

  std::optional<Error> refuse_touching(std::string_view what) const {
    const Token* last = touched_operand();
    if (last == nullptr) return std::nullopt;
    return syntax_error(
        text_, {at_, at_ + 1},
        "Expected a blank between " + in_quotes(last->text) + " and " + std::string(what) + ".",
        {"a blank"}, text_.with_replaced({at_, at_}, " "));
  }

  // "LEAD(climate)" is "lead:(climate)".
  void accept_lead() {
    const Token* last = touched_operand();
    if (last == nullptr || last->kind != Token::Kind::Word) return;
    const Field& lead = field(FieldId::Lead);
    if (find_field_ignoring_case(last->text) != &lead) return;
    Token token = *last;
    token.kind = Token::Kind::Field;
    token.field = &lead;
    tokens_.back() = std::move(token);
  }

  // "HEADLINE(climate)" and "title(climate)": a field as other systems write it.
  std::optional<Error> refuse_function() const {
    const Token* last = touched_operand();
    if (last == nullptr || last->kind != Token::Kind::Word) return std::nullopt;
    const Field* near = find_field_ignoring_case(last->text);
    if (near == nullptr) near = field_of_other_system(last->text);
    if (near == nullptr) return std::nullopt;
    const std::string prefix = std::string(near->name) + ':';
    return syntax_error(
        text_, last->span,
        "Expected " + in_quotes(prefix + '(') + " instead of " + in_quotes(last->text + '(') + ".",
        {prefix}, text_.with_replaced(last->span, prefix));
  }

  std::optional<Error> lex_open() {
    accept_lead();
    if (auto error = refuse_function()) return error;
    if (auto error = refuse_touching("\"(\"")) return error;
    const Field* field = tokens_.empty() ? nullptr : tokens_.back().field;
    const bool after_field = field != nullptr && tokens_.back().kind == Token::Kind::Field;
    if (after_field && takes_values(field->kind)) values_ = true;
    push(Token::Kind::Open, {at_, at_ + 1});
    return std::nullopt;
  }

  std::optional<Error> lex_phrase() {
    if (auto error = refuse_touching("the quotation mark")) return error;
    const QuoteFamily family = quote_family(text_.at(at_));
    std::size_t close = at_ + 1;
    while (close < text_.size() && quote_family(text_.at(close)) != family) ++close;
    if (close == text_.size()) {
      return syntax_error(text_, {at_, at_ + 1},
                          "Expected a second quotation mark: nothing closes the one at this "
                          "position.",
                          {"\""}, text_.with_replaced({close, close}, "\""));
    }
    report_quotes(at_, close);
    const bool words = tokens_.empty() || !is_value_field(tokens_.back()) ? !values_ : false;
    const Span inside{at_ + 1, close};
    if (words) {
      if (auto error = refuse_wildcards_in_phrase(text_, inside, warnings_)) return error;
    }
    tokens_.push_back({Token::Kind::Phrase,
                       {at_, close + 1},
                       words ? phrase_text(text_, inside) : text_.utf8(inside)});
    at_ = close + 1;
    return std::nullopt;
  }

  static bool is_value_field(const Token& token) {
    return token.kind == Token::Kind::Field && token.field->kind != FieldKind::Words;
  }

  void report_quotes(std::size_t open, std::size_t close) {
    if (text_.at(open) == '"' && text_.at(close) == '"') return;
    add_warning(
        "quotes_normalised",
        text_.written({open, open + 1}) + ' ' + text_.written({close, close + 1}) + " read as \"",
        warnings_);
  }

  std::optional<Error> lex_next_chunk() {
    std::size_t end = at_;
    while (end < text_.size() && !ends_chunk(text_.at(end))) ++end;
    const Span chunk{at_, end};
    if (touches_end_of_operand()) {
      // Such as the "~5" of "a b"~5, which has a message of its own.
      if (auto error = refuse_foreign_operators(text_, chunk)) return error;
      if (text_.at(at_) == '*' || text_.at(at_) == '?') {
        return syntax_error(text_, chunk,
                            "Expected no wildcard after a phrase or brackets; in a phrase it "
                            "stands before the quotation mark.",
                            {"a blank"}, text_.with_replaced(chunk, ""));
      }
      if (auto error = refuse_touching(in_quotes(text_.written(chunk)))) return error;
    }
    at_ = end;
    return lex_chunk(text_, chunk, values_, &tokens_, warnings_);
  }

  bool touches_end_of_operand() const {
    return !tokens_.empty() && tokens_.back().span.end == at_ && ends_operand(tokens_.back().kind);
  }

  const QueryText& text_;
  std::vector<Warning>* warnings_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  bool values_ = false;  // Between the brackets of a keyword field.
};

}  // namespace

bool begins_operand(Token::Kind kind) {
  switch (kind) {
    case Token::Kind::Word:
    case Token::Kind::Pattern:
    case Token::Kind::Fuzzy:
    case Token::Kind::Phrase:
    case Token::Kind::Value:
    case Token::Kind::Field:
    case Token::Kind::Open:
    case Token::Kind::Not:
    case Token::Kind::Minus:
    case Token::Kind::AtLeast:
    case Token::Kind::Plus:
    case Token::Kind::All:
    case Token::Kind::Equals: return true;
    case Token::Kind::Close:
    case Token::Kind::And:
    case Token::Kind::Or:
    case Token::Kind::Near:
    case Token::Kind::End: return false;
  }
  return false;
}

bool ends_operand(Token::Kind kind) {
  switch (kind) {
    case Token::Kind::Word:
    case Token::Kind::Pattern:
    case Token::Kind::Fuzzy:
    case Token::Kind::Phrase:
    case Token::Kind::Value:
    case Token::Kind::All:
    case Token::Kind::Close: return true;
    case Token::Kind::Plus:
    case Token::Kind::Field:
    case Token::Kind::Open:
    case Token::Kind::Not:
    case Token::Kind::Minus:
    case Token::Kind::Equals:
    case Token::Kind::And:
    case Token::Kind::Or:
    case Token::Kind::Near:
    case Token::Kind::AtLeast:
    case Token::Kind::End: return false;
  }
  return false;
}

Result<std::vector<Token>> lex(const QueryText& text, std::vector<Warning>* warnings) {
  return Lexer(text, warnings).run();
}

}  // namespace backfile
