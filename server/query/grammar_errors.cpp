// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/grammar_errors.h"

#include <string>
#include <utility>

#include "server/query/parser.h"
#include "server/query/syntax_error.h"

namespace backfile {
namespace {

std::string place_after(const QueryText& text, const Token* before) {
  if (before == nullptr) return " at the beginning";
  const Token::Kind kind = before->kind;
  if (kind == Token::Kind::And || kind == Token::Kind::Or || kind == Token::Kind::Not) {
    return " after " + before->text;
  }
  return " after " + in_quotes(text.written(before->span));
}

// The query without the operator that has no operand, or without the empty brackets.
std::string without_stray_token(const QueryText& text, const Token* before, const Token& found) {
  if (found.kind == Token::Kind::And || found.kind == Token::Kind::Or ||
      found.kind == Token::Kind::Near) {
    return text.with_replaced(found.span, "");
  }
  if (before == nullptr) return {};
  const bool empty = before->kind == Token::Kind::Open && found.kind == Token::Kind::Close;
  return text.with_replaced({before->span.begin, empty ? found.span.end : before->span.end}, "");
}

// The blanks before a token, and the token itself if it is an operator.
Span place_of_operator(const QueryText& text, const Token& token) {
  std::size_t begin = token.span.begin;
  while (begin > 0 && text.at(begin - 1) == ' ') --begin;
  const bool is_operator = token.kind == Token::Kind::And || token.kind == Token::Kind::Not;
  return {begin, is_operator ? token.span.end : token.span.begin};
}

}  // namespace

Error expected_operand(const QueryText& text, const std::vector<Token>& tokens, std::size_t at) {
  const Token* before = at == 0 ? nullptr : &tokens[at - 1];
  std::vector<std::string> expected = {"a word", "a phrase"};
  std::string list = "a word or a phrase";
  if (before == nullptr || before->kind != Token::Kind::Equals) {
    expected.emplace_back("(");
    list = "a word, a phrase or \"(\"";
  }
  return syntax_error(text, tokens[at].span, "Expected " + list + place_after(text, before) + ".",
                      std::move(expected), without_stray_token(text, before, tokens[at]));
}

Error expected_or(const QueryText& text, const Token& found, const Field& keyword) {
  const std::string name(keyword.name);
  return syntax_error(text, found.span,
                      "Expected OR or \")\" in the brackets of " + in_quotes(name + ':') +
                          "; put a value of several words in quotes, and write " + name +
                          ":a AND " + name + ":b for both.",
                      {"OR", ")"}, text.with_replaced(place_of_operator(text, found), " OR "));
}

Error unexpected(const QueryText& text, const Token& found) {
  return syntax_error(text, found.span,
                      "Expected an operator or the end before \")\", which closes no \"(\".",
                      {"AND", "OR", "a word", "the end"}, text.with_replaced(found.span, ""));
}

Error no_equals(const QueryText& text, const Token& equals) {
  return syntax_error(text, equals.span,
                      "Expected no \"=\" before a word with wildcards or \"~\", which stands "
                      "for words as written anyway.",
                      {"a word", "a phrase"}, text.with_replaced(equals.span, ""));
}

Error field_within_field(const QueryText& text, const Token& found, const Field& outer) {
  return syntax_error(text, found.span,
                      "Expected a word, a phrase or \"(\" in the brackets of " +
                          in_quotes(std::string(outer.name) + ':') + ", but found another field.",
                      {"a word", "a phrase", "("}, text.with_replaced(found.span, ""));
}

Error expected_value(const QueryText& text, const Token& found, const Field& named) {
  const std::string_view what = named.kind == FieldKind::Date     ? "date or a range of dates"
                                : named.kind == FieldKind::Number ? "number or a range of numbers"
                                                                  : "value";
  return syntax_error(text, found.span,
                      "Expected a " + std::string(what) + ", with or without quotes, after " +
                          in_quotes(std::string(named.name) + ':') + ".",
                      {"a value"});
}

Error too_many_terms(const QueryText& text, const Token& token) {
  return over_limit(text, token.span,
                    "A query has at most " + std::to_string(kMaxQueryTerms) +
                        " words, values and dates; this one is over the limit.",
                    {"the end"});
}

Error unclosed(const QueryText& text, const Token& open, const Token& found) {
  const Span end{text.size(), text.size()};
  return syntax_error(text, found.span,
                      "Expected \")\" for the \"(\" at position " +
                          std::to_string(text.position(open.span.begin)) + ".",
                      {")", "AND", "OR"}, text.with_replaced(end, ")"));
}

Error no_places(const QueryText& text, const Token& operand, const Token& sign) {
  return syntax_error(text, operand.span,
                      "Expected words, phrases, or several of them with OR, at " +
                          in_quotes(text.written(sign.span)) +
                          ": AND, NOT, ATLEAST and values have no place in a text.",
                      {"a word", "a phrase", "(a OR b)"});
}

Error never_near(const QueryText& text, const Token& sign, const Node::Nearness& nearness) {
  // What asks for a word without a neighbour that it cannot have may have meant several things.
  const bool negated = nearness.relation == Node::Nearness::Relation::NotWithin;
  return syntax_error(
      text, sign.span,
      "Expected words of one passage on both sides of the operator: nothing in a title is near "
      "anything in a text or its lead. Ask for both in one of them, or join them with AND.",
      {"words of one field", "AND"},
      negated ? std::string() : text.with_replaced(sign.span, "AND"));
}

Error not_behind_near(const QueryText& text, const Token& sign, const Token& found) {
  const bool negated = sign.kind == Token::Kind::Not;
  const std::string swapped = "NOT " + text.written(sign.span);
  return syntax_error(
      text, found.span,
      "Expected a word, a phrase or \"(\" after " + in_quotes(text.written(sign.span)) +
          "; NOT stands before it.",
      {"a word", "a phrase", "("},
      negated ? std::string() : text.with_replaced({sign.span.begin, found.span.end}, swapped));
}

Error too_deep(const QueryText& text, Span span) {
  return over_limit(text, span,
                    "A query has at most " + std::to_string(kMaxQueryDepth) +
                        " levels of brackets and operators; this one is over the limit.",
                    {"fewer brackets"});
}

}  // namespace backfile
