// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/chunk_lexer.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "common/index/words.h"
#include "common/text.h"
#include "server/query/field_names.h"
#include "server/query/foreign_operators.h"
#include "server/query/fuzzy_word.h"
#include "server/query/operand_checks.h"
#include "server/query/proximity.h"
#include "server/query/query_text.h"
#include "server/query/syntax_error.h"
#include "server/query/warnings.h"
#include "server/query/wildcards.h"

namespace backfile {
namespace {

class ChunkLexer {
 public:
  ChunkLexer(const QueryText& text, Span chunk, bool values, std::vector<Token>* tokens,
             std::vector<Warning>* warnings)
      : text_(text), rest_(chunk), values_(values), tokens_(tokens), warnings_(warnings) {}

  std::optional<Error> run() {
    if (const auto kind = operator_kind(text_.view(rest_))) {
      push(*kind, rest_);
      return std::nullopt;
    }
    if (values_) return lex_value();
    if (const auto nearness = read_proximity(text_.view(rest_))) return lex_near(*nearness);
    const Span chunk = rest_;
    if (auto error = lex_minus()) return error;
    if (is_url(text_.view(rest_))) return lex_word();
    if (auto error = lex_field()) return error;
    if (rest_.begin == rest_.end) return std::nullopt;
    if (field_ != nullptr && field_->kind != FieldKind::Words) return lex_value();
    if (auto error = lex_equals(chunk)) return error;
    if (rest_.begin == rest_.end) return std::nullopt;
    return lex_operand(chunk);
  }

 private:
  void push(Token::Kind kind, Span span) {
    tokens_->push_back({kind, span, text_.utf8(span), field_});
  }

  std::optional<Error> lex_near(const Node::Nearness& nearness) {
    if (auto error = refuse_distance(text_, rest_, nearness)) return error;
    push(Token::Kind::Near, rest_);
    tokens_->back().nearness = nearness;
    return std::nullopt;
  }

  // Whether a quotation mark or an opening bracket follows the chunk at once.
  bool touches_operand() const {
    return rest_.end < text_.size() && text_.at(rest_.end) != ' ' && text_.at(rest_.end) != ')';
  }

  bool has_words(Span span) const { return !folded_words(text_.utf8(span)).empty(); }

  std::optional<Error> lex_minus() {
    const char32_t first = text_.at(rest_.begin);
    if (first != '-' && !is_dash(first)) return std::nullopt;
    const Span behind{rest_.begin + 1, rest_.end};
    if (!has_words(behind) && !(behind.begin == behind.end && touches_operand())) {
      return std::nullopt;  // Punctuation, or an operand without a word: found out below.
    }
    if (is_dash(first)) {
      add_warning("dashes_normalised",
                  in_quotes(text_.written({rest_.begin, behind.begin})) +
                      " before a word read as \"-\" (NOT)",
                  warnings_);
    }
    push(Token::Kind::Minus, {rest_.begin, behind.begin});
    rest_ = behind;
    if (rest_.begin < rest_.end &&
        (text_.at(rest_.begin) == '-' || is_dash(text_.at(rest_.begin)))) {
      return syntax_error(text_, rest_, "Expected a word, a phrase or \"(\" after \"-\".",
                          {"a word", "a phrase", "("},
                          text_.with_replaced({rest_.begin, rest_.begin + 1}, ""));
    }
    return std::nullopt;
  }

  std::optional<Error> lex_field() {
    const std::u32string_view chunk = text_.view(rest_);
    const std::size_t colon = chunk.find(U':');
    if (colon == std::u32string_view::npos) return std::nullopt;
    const std::u32string_view name = chunk.substr(0, colon);
    if (std::none_of(name.begin(), name.end(), is_letter)) return std::nullopt;
    const Span name_span{rest_.begin, rest_.begin + colon};
    const bool relative = is_relative_date(encode_utf8(name));
    const Field* known =
        relative ? &field(FieldId::Published) : find_field_ignoring_case(encode_utf8(name));
    if (known == nullptr) return unknown_field(name_span);
    const Span behind{name_span.end + 1, rest_.end};
    field_ = known;
    push(Token::Kind::Field, {rest_.begin, behind.begin});
    tokens_->back().relative = relative;
    rest_ = behind;
    if (behind.begin < behind.end || touches_operand()) return std::nullopt;
    return syntax_error(text_, {behind.end, behind.end},
                        "Expected a value right after " +
                            in_quotes(ascii_lower(encode_utf8(name)) + ':') + ", without a blank.",
                        {"a value"}, text_.with_replaced({behind.end, next_operand()}, ""));
  }

  // Behind the blanks that follow the chunk.
  std::size_t next_operand() const {
    std::size_t i = rest_.end;
    while (i < text_.size() && text_.at(i) == ' ') ++i;
    return i;
  }

  Error unknown_field(Span name) const {
    const std::string written = text_.written(name);
    if (const Field* near = nearest_field(written)) {
      const std::string nearest(near->name);
      return syntax_error(
          text_, name,
          "There is no field " + in_quotes(written) + "; did you mean " + in_quotes(nearest) + "?",
          field_prefixes(), text_.with_replaced(name, nearest));
    }
    std::string suggestion;
    if (name.end + 1 < rest_.end) {
      suggestion = text_.with_replaced(rest_, '"' + text_.written(rest_) + '"');
    } else if (touches_operand()) {
      suggestion = text_.with_replaced(rest_, "");
    } else {
      suggestion = text_.with_replaced({name.end, rest_.end}, "");
    }
    return syntax_error(text_, name,
                        "There is no field " + in_quotes(written) +
                            "; to search for the text, put it in quotes or leave the colon out.",
                        field_prefixes(), std::move(suggestion));
  }

  std::optional<Error> lex_value() {
    const std::u32string_view value = text_.view(rest_);
    constexpr std::u32string_view kSigns = U"=-+!~<>[{";
    // Dates and numbers are looked at by those who read them; an address may have any sign.
    const bool folded = field_ == nullptr || field_->kind == FieldKind::Keyword;
    const std::size_t wildcard = value.find_first_of(U"*?");
    if (folded && (kSigns.find(value.front()) != std::u32string_view::npos ||
                   wildcard != std::u32string_view::npos)) {
      return syntax_error(text_, rest_,
                          "Expected a value, but " + in_quotes(text_.written(rest_)) +
                              " has an operator or a wildcard in it, which values do not have; put "
                              "it in quotes if it is part of the value.",
                          {"a value", "a value in quotes", "("},
                          text_.with_replaced(rest_, '"' + text_.written(rest_) + '"'));
    }
    push(Token::Kind::Value, rest_);
    return std::nullopt;
  }

  std::optional<Error> lex_equals(Span chunk) {
    if (text_.at(rest_.begin) != '=') return std::nullopt;
    const bool twice = rest_.begin + 1 < rest_.end && text_.at(rest_.begin + 1) == '=';
    const Span behind{rest_.begin + (twice ? 2 : 1), rest_.end};
    if (behind.begin < behind.end ? !has_words(behind) : !touches_operand()) {
      return syntax_error(text_, {rest_.begin, behind.begin},
                          "Expected a word right after \"=\", without a blank.", {"a word"},
                          text_.with_replaced(chunk, ""));
    }
    push(Token::Kind::Equals, {rest_.begin, behind.begin});
    tokens_->back().number = twice ? 2 : 1;
    rest_ = behind;
    return std::nullopt;
  }

  std::optional<Error> lex_operand(Span chunk) {
    if (is_url(text_.view(rest_))) return lex_word();
    if (auto error = refuse_second_sign(text_, rest_, chunk)) return error;
    if (const std::size_t next = next_operand(); next < text_.size() && text_.at(next) == '(') {
      if (const auto count = read_at_least(text_.view(rest_))) return lex_at_least(*count);
    }
    if (const auto fuzzy = read_fuzzy(text_, rest_)) return lex_fuzzy(*fuzzy);
    if (auto error = refuse_foreign_operators(text_, rest_)) return error;
    if (is_punctuation(chunk)) return std::nullopt;
    if (auto error = refuse_operators_in_punctuation(text_, rest_)) return error;
    if (field_ != nullptr) {
      if (auto error = refuse_inner_field(text_, rest_)) return error;
    }
    if (has_wildcards(text_, rest_)) {
      if (auto error = refuse_wildcards(text_, rest_, warnings_)) return error;
      push(Token::Kind::Pattern, rest_);
      return std::nullopt;
    }
    if (has_words(rest_)) return lex_word();
    return syntax_error(text_, rest_, "Expected a word, but there is only punctuation.",
                        {"a word", "a phrase"}, text_.with_replaced(chunk, ""));
  }

  std::optional<Error> lex_at_least(std::uint32_t count) {
    if (count == 0 || count > kMostAtLeast) {
      return syntax_error(
          text_, rest_,
          "Expected a number from 1 to " + std::to_string(kMostAtLeast) + " after ATLEAST.",
          {"ATLEAST5"}, text_.with_replaced(rest_, "ATLEAST5"));
    }
    push(Token::Kind::AtLeast, rest_);
    tokens_->back().number = count;
    return std::nullopt;
  }

  std::optional<Error> lex_fuzzy(const FuzzyWord& fuzzy) {
    if (auto error = refuse_fuzzy(text_, rest_, fuzzy)) return error;
    push(Token::Kind::Fuzzy, rest_);
    tokens_->back().text = text_.utf8(fuzzy.word);
    tokens_->back().number = fuzzy.distance;
    return std::nullopt;
  }

  // Drops a chunk like "&" or "?", with a warning.
  bool is_punctuation(Span chunk) {
    const bool star = text_.view(rest_).find(U'*') != std::u32string_view::npos;
    if (star || rest_.begin != chunk.begin || has_words(rest_)) return false;
    add_warning("ignored_punctuation", in_quotes(text_.written(rest_)) + " has no word in it",
                warnings_);
    return true;
  }

  std::optional<Error> lex_word() {
    if (auto error = refuse_glued_operator(text_, rest_)) return error;
    if (!is_url(text_.view(rest_))) report_symbols(text_, rest_, warnings_);
    tokens_->push_back({Token::Kind::Word, rest_, text_.utf8(rest_)});
    return std::nullopt;
  }

  const QueryText& text_;
  Span rest_;
  bool values_;
  const Field* field_ = nullptr;
  std::vector<Token>* tokens_;
  std::vector<Warning>* warnings_;
};

}  // namespace

std::optional<Error> lex_chunk(const QueryText& text, Span chunk, bool values,
                               std::vector<Token>* tokens, std::vector<Warning>* warnings) {
  return ChunkLexer(text, chunk, values, tokens, warnings).run();
}

}  // namespace backfile
