// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/dialect_tokens.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <utility>

#include "common/ascii.h"
#include "common/date.h"
#include "common/index/words.h"
#include "common/text.h"
#include "server/query/operand_checks.h"
#include "server/query/parser.h"
#include "server/query/proximity.h"
#include "server/query/syntax_error.h"
#include "server/query/warnings.h"
#include "server/query/wildcards.h"

namespace backfile {
namespace {

constexpr std::string_view kWildcards = "*?";

bool is_phrase_part(Token::Kind kind) {
  return kind == Token::Kind::Word || kind == Token::Kind::Pattern || kind == Token::Kind::Phrase;
}

Error unclosed_quote(const QueryText& text, std::size_t at) {
  return syntax_error(text, {at, at + 1},
                      "Expected a second quotation mark: nothing closes the one at this position.",
                      {"\""}, text.with_replaced({text.size(), text.size()}, "\""));
}

// Whether our own syntax has this single word, too. What it would take for an operator, such as
// "near5", is searched in its exact form.
bool is_plain_word(const std::string& word) {
  const Result<Query> query = parse_query(word);
  return query && query->root && query->root->kind == Node::Kind::Word && !query->root->field &&
         query->root->value == word;
}

// The only word of a text, as written; empty if there are more.
std::string only_word(const std::string& text) {
  std::string only;
  std::size_t words = 0;
  for_each_word(text, [&](const Word& word) {
    only = text.substr(word.begin, word.end - word.begin);
    ++words;
  });
  return words == 1 ? only : std::string();
}

bool is_ambiguous(std::string_view written) {
  // 3/2/2014: the second of March or the third of February.
  std::vector<std::string> numbers(1);
  for (const char c : written) {
    if (c == '/' || c == '.') {
      numbers.emplace_back();
    } else if (is_digit(c)) {
      numbers.back() += c;
    } else {
      return false;
    }
  }
  if (numbers.size() != 3 || numbers[0].size() > 2 || numbers[1].size() > 2) return false;
  const auto first = read_count(numbers[0]);
  const auto second = read_count(numbers[1]);
  return first && second && *first <= 12 && *second <= 12 && *first != *second;
}

}  // namespace

Result<std::vector<Piece>> cut_pieces(const QueryText& text, bool square) {
  const auto is_open = [&](char32_t c) { return c == '(' || (square && c == '['); };
  const auto is_close = [&](char32_t c) { return c == ')' || (square && c == ']'); };
  std::vector<Piece> pieces;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text.at(at);
    std::size_t end = at + 1;
    if (c == ' ') {
      at = end;
      continue;
    }
    Piece::Kind kind = Piece::Kind::Chunk;
    if (is_open(c)) {
      kind = Piece::Kind::Open;
    } else if (is_close(c)) {
      kind = Piece::Kind::Close;
    } else if (quote_family(c) != QuoteFamily::None) {
      kind = Piece::Kind::Quoted;
      while (end < text.size() && quote_family(text.at(end)) != quote_family(c)) ++end;
      if (end == text.size()) return unclosed_quote(text, at);
      ++end;
    } else {
      while (end < text.size() && text.at(end) != ' ' && !is_open(text.at(end)) &&
             !is_close(text.at(end)) && quote_family(text.at(end)) == QuoteFamily::None) {
        ++end;
      }
    }
    pieces.push_back({kind, {at, end}, ascii_lower(text.utf8({at, end}))});
    at = end;
  }
  return pieces;
}

Token& TokenList::push(Token::Kind kind, Span span) {
  return tokens_.emplace_back(Token{kind, span, text_.utf8(span)});
}

void TokenList::push_field(const Field& field, Span span, const Field* also) {
  Token& token = push(Token::Kind::Field, span);
  token.field = &field;
  token.also = also;
}

void TokenList::push_value(Span span, std::string ours) {
  push(Token::Kind::Value, span).text = std::move(ours);
}

std::optional<Error> TokenList::push_words(Span span, std::string ours) {
  if (ours.find_first_of(kWildcards) != std::string::npos) {
    if (auto error = refuse_pattern(text_, span, ours)) return error;
    push(Token::Kind::Pattern, span).text = std::move(ours);
    return std::nullopt;
  }
  if (folded_words(ours).empty()) {
    add_warning("ignored_punctuation", in_quotes(text_.written(span)) + " has no word in it",
                warnings_);
    return std::nullopt;
  }
  report_symbols(text_, span, warnings_);
  const std::string word = only_word(ours);
  const bool plain = word.empty() || is_plain_word(word);
  push(plain ? Token::Kind::Word : Token::Kind::Phrase, span).text = std::move(ours);
  return std::nullopt;
}

std::optional<Error> TokenList::push_phrase(Span quoted, std::string ours) {
  const char32_t open = text_.at(quoted.begin);
  const char32_t close = text_.at(quoted.end - 1);
  if (open != '"' || close != '"') {
    add_warning("quotes_normalised",
                text_.written({quoted.begin, quoted.begin + 1}) + ' ' +
                    text_.written({quoted.end - 1, quoted.end}) + " read as \"",
                warnings_);
  }
  if (ours.find_first_of(kWildcards) != std::string::npos) {
    if (auto error = refuse_pattern(text_, quoted, ours)) return error;
  }
  push(Token::Kind::Phrase, quoted).text = std::move(ours);
  return std::nullopt;
}

std::optional<Error> TokenList::push_near(Span span, const Node::Nearness& nearness) {
  if (auto error = refuse_distance(text_, span, nearness)) {
    error->detail.expected = {"1 to " + std::to_string(kMaxDistance)};
    error->detail.suggestion.clear();
    return error;
  }
  push(Token::Kind::Near, span).nearness = nearness;
  return std::nullopt;
}

std::optional<Error> TokenList::push_at_least(Span span, std::uint32_t count) {
  if (count == 0 || count > kMostAtLeast) {
    return syntax_error(
        text_, span,
        "Expected a number from 1 to " + std::to_string(kMostAtLeast) + " after ATLEAST.",
        {"ATLEAST5"});
  }
  push(Token::Kind::AtLeast, span).number = count;
  return std::nullopt;
}

void TokenList::join_adjacent(std::string_view product) {
  std::vector<Token> joined;
  std::vector<Span> phrases;
  for (Token& token : tokens_) {
    if (joined.empty() || !is_phrase_part(token.kind) || !is_phrase_part(joined.back().kind)) {
      joined.push_back(std::move(token));
      continue;
    }
    Token& phrase = joined.back();
    phrase.kind = Token::Kind::Phrase;
    phrase.text += ' ' + token.text;
    const bool again = !phrases.empty() && phrases.back().begin == phrase.span.begin;
    if (again) phrases.pop_back();
    phrase.span.end = token.span.end;
    phrases.push_back(phrase.span);
  }
  for (const Span& phrase : phrases) {
    add_warning("read_as_phrase",
                in_quotes(text_.written(phrase)) +
                    " has no operator in it and is read as a phrase, as in " + std::string(product),
                warnings_);
  }
  tokens_ = std::move(joined);
}

std::vector<Token> TokenList::finish() {
  tokens_.push_back({Token::Kind::End, {text_.size(), text_.size()}});
  return std::move(tokens_);
}

void ValueInPieces::add(Span span, std::string_view text) {
  if (!value_) {
    value_ = Value{span, std::string(text)};
    return;
  }
  value_->span.end = span.end;
  if (!value_->text.empty()) value_->text += ' ';
  value_->text += text;
}

Span inside_quotes(const Piece& piece) { return {piece.span.begin + 1, piece.span.end - 1}; }

Error not_supported(const QueryText& text, Span span, std::string_view product,
                    std::string_view instead, std::string suggestion) {
  return syntax_error(text, span,
                      in_quotes(text.written(span)) + " of " + std::string(product) +
                          " has no counterpart here; " + std::string(instead) + ".",
                      {"a word", "a phrase", "("}, std::move(suggestion));
}

std::string in_case(std::string_view text, bool capitals) {
  icu::UnicodeString letters =
      icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
  capitals ? letters.toUpper(icu::Locale::getRoot()) : letters.toLower(icu::Locale::getRoot());
  std::string utf8;
  letters.toUTF8String(utf8);
  return utf8;
}

std::string language_code(std::string_view name) {
  for (const char* const* code = icu::Locale::getISOLanguages(); *code != nullptr; ++code) {
    icu::UnicodeString shown;
    icu::Locale(*code).getDisplayLanguage(icu::Locale::getEnglish(), shown);
    std::string utf8;
    shown.toUTF8String(utf8);
    if (fold(utf8) == fold(name)) return *code;
  }
  return std::string(name);
}

std::optional<std::uint32_t> read_count(std::string_view digits) {
  constexpr std::size_t kMostDigits = 8;
  if (!all_digits(digits) || digits.size() > kMostDigits) return std::nullopt;
  std::uint32_t number = 0;
  for (const char digit : digits) number = number * 10 + static_cast<std::uint32_t>(digit - '0');
  return number;
}

std::string read_day(std::string_view written) {
  written = trim(written);
  std::string text(written);
  if (text.size() == 8 && read_count(text)) {
    text = text.substr(0, 4) + '-' + text.substr(4, 2) + '-' + text.substr(6);
  }
  if (parse_iso_date(text)) return text;
  if (is_ambiguous(text)) return {};
  const auto date = parse_date(text);
  return date && date->precision <= DatePrecision::Day ? to_iso(*date) : std::string();
}

std::string day_before(std::string_view iso) {
  const auto date = parse_iso_date(iso);
  return date ? to_iso(Timestamp{date->seconds - 1, DatePrecision::Day, std::nullopt}) : "";
}

std::string day_after(std::string_view iso) {
  const auto date = parse_iso_date(iso);
  return date ? to_iso(Timestamp{end_of(*date), DatePrecision::Day, std::nullopt}) : "";
}

}  // namespace backfile
