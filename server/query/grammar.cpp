// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/grammar.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/query/grammar_errors.h"
#include "server/query/operand.h"
#include "server/query/parser.h"
#include "server/query/syntax_error.h"
#include "server/query/warnings.h"

namespace backfile {
namespace {

// A subtree and the number of operators on its longest path.
struct Subtree {
  Node node;
  std::size_t operators = 0;
  bool bare_near = false;  // Joined by proximity, without brackets.
};

std::size_t terms_of(const Node& node) {
  std::size_t terms = std::max<std::size_t>(node.children.empty() ? 1 : 0, node.words.size());
  for (const Node& child : node.children) terms += terms_of(child);
  return terms;
}

std::size_t operators_of(const Node& node) {
  std::size_t most = 0;
  for (const Node& child : node.children) most = std::max(most, 1 + operators_of(child));
  return most;
}

class Parser {
 public:
  Parser(const QueryText& text, const std::vector<Token>& tokens, std::vector<Warning>* warnings)
      : text_(text), tokens_(tokens), warnings_(warnings) {}

  // REQUIRES: there is a token before the End.
  Result<Node> run() {
    Result<Subtree> tree = parse_or();
    if (!tree) return std::move(tree).error();
    if (current().kind == Token::Kind::End) return std::move(tree->node);
    return syntax_error(text_, current().span,
                        "Expected an operator or the end before \")\", which closes no \"(\".",
                        {"AND", "OR", "a word", "the end"},
                        text_.with_replaced(current().span, ""));
  }

 private:
  const Token& current() const { return tokens_[at_]; }
  bool accept(Token::Kind kind) {
    if (current().kind != kind) return false;
    ++at_;
    return true;
  }

  Result<Subtree> parse_or() {
    std::vector<Subtree> parts;
    const Span begin = current().span;
    bool joined_by_and = false;
    do {
      Result<Subtree> part = parse_and(&joined_by_and);
      if (!part) return part;
      parts.push_back(*std::move(part));
    } while (accept(Token::Kind::Or));
    const bool mixed = joined_by_and && parts.size() > 1;
    Result<Subtree> whole = combine(Node::Kind::Or, std::move(parts), begin);
    if (whole && mixed) {
      add_warning("mixed_operators", "AND binds before OR; read as " + to_string(whole->node),
                  warnings_);
    }
    return whole;
  }

  Result<Subtree> parse_and(bool* joined_by_and) {
    std::vector<Subtree> parts;
    const Span begin = current().span;
    bool unclear = false;  // Whether "a b W/5 c" means "(a b) W/5 c".
    bool written = true;
    do {
      Result<Subtree> part = parse_not();
      if (!part) return part;
      unclear = unclear || (!written && (part->bare_near || parts.back().bare_near));
      parts.push_back(*std::move(part));
      written = accept(Token::Kind::And);
    } while (written || begins_operand(current().kind));
    *joined_by_and = *joined_by_and || parts.size() > 1;
    Result<Subtree> whole = combine(Node::Kind::And, std::move(parts), begin);
    if (whole && unclear) {
      add_warning("mixed_operators",
                  "proximity binds before AND; read as " + to_string(whole->node), warnings_);
    }
    return whole;
  }

  // NOT before NOT is counted here, not by recursion, so that no query can exhaust the stack.
  Result<Subtree> parse_not() {
    const Span begin = current().span;
    std::size_t negations = 0;
    while (current().kind == Token::Kind::Not || current().kind == Token::Kind::Minus) {
      if (++negations > kMaxQueryDepth) return too_deep(text_, current().span);
      ++at_;
    }
    Result<Subtree> operand = parse_near();
    for (; operand && negations > 0; --negations) {
      Subtree negated;
      negated.node.kind = Node::Kind::Not;
      negated.node.children.push_back(std::move(operand->node));
      negated.operators = operand->operators + 1;
      operand = std::move(negated);
    }
    if (operand && operand->operators > kMaxQueryDepth) return too_deep(text_, begin);
    return operand;
  }

  // "W/5", or "NOT W/5" behind an operand.
  std::optional<Node::Nearness> accept_near() {
    if (current().kind == Token::Kind::Near) return tokens_[at_++].nearness;
    if (current().kind != Token::Kind::Not) return std::nullopt;
    const Token& next = tokens_[at_ + 1];
    if (next.kind != Token::Kind::Near ||
        next.nearness.relation != Node::Nearness::Relation::Within) {
      return std::nullopt;
    }
    Node::Nearness nearness = next.nearness;
    nearness.relation = Node::Nearness::Relation::NotWithin;
    at_ += 2;
    return nearness;
  }

  Result<Subtree> parse_near() {
    const Token& first = current();
    Result<Subtree> left = parse_operand();
    std::optional<Node::Nearness> before;
    bool unclear = false;
    for (const Token* sign = &current(); left; sign = &current()) {
      const std::optional<Node::Nearness> nearness = accept_near();
      if (!nearness) break;
      if (!has_places(left->node)) return no_places(text_, first, *sign);
      if (current().kind == Token::Kind::Not) return not_behind_near(text_, *sign, current());
      const Token& second = current();
      Result<Subtree> right = parse_operand();
      if (!right) return right;
      if (!has_places(right->node)) return no_places(text_, second, *sign);
      unclear = unclear || (before && *before != *nearness);
      before = nearness;
      left = join_near(*nearness, *std::move(left), *std::move(right));
      if (left->operators > kMaxQueryDepth) return too_deep(text_, first.span);
    }
    if (left && unclear) {
      add_warning("mixed_operators",
                  "proximity is read from the left; read as " + to_string(left->node), warnings_);
    }
    return left;
  }

  static Subtree join_near(const Node::Nearness& nearness, Subtree left, Subtree right) {
    Subtree joined;
    joined.node.kind = Node::Kind::Near;
    joined.node.nearness = nearness;
    joined.node.children.push_back(std::move(left.node));
    joined.node.children.push_back(std::move(right.node));
    joined.operators = std::max(left.operators, right.operators) + 1;
    joined.bare_near = true;
    return joined;
  }

  Result<Subtree> parse_operand() {
    if (current().kind == Token::Kind::Field) return parse_field();
    if (current().kind == Token::Kind::Open) return parse_brackets();
    if (current().kind == Token::Kind::AtLeast) return parse_at_least();
    return parse_words();
  }

  Result<Subtree> parse_at_least() {
    const Token& sign = current();
    ++at_;
    const Token& open = current();
    Result<Subtree> inside = parse_brackets();
    if (!inside) return inside;
    if (!has_places(inside->node)) return no_places(text_, open, sign);
    Subtree counted;
    counted.node.kind = Node::Kind::AtLeast;
    counted.node.count = sign.number;
    counted.node.children.push_back(std::move(inside->node));
    counted.operators = inside->operators + 1;
    if (counted.operators > kMaxQueryDepth) return too_deep(text_, sign.span);
    return counted;
  }

  Result<Subtree> parse_brackets() {
    const Token& open = current();
    ++at_;
    if (++brackets_ > kMaxQueryDepth) return too_deep(text_, open.span);
    Result<Subtree> inside = parse_or();
    if (!inside) return inside;
    --brackets_;
    inside->bare_near = false;
    if (accept(Token::Kind::Close)) return inside;
    return unclosed(text_, open, current());
  }

  Result<Subtree> parse_words() {
    const bool exact = accept(Token::Kind::Equals);
    const Token& token = current();
    const bool inexact = token.kind == Token::Kind::Pattern || token.kind == Token::Kind::Fuzzy;
    if (exact && inexact) {
      return syntax_error(text_, tokens_[at_ - 1].span,
                          "Expected no \"=\" before a word with wildcards or \"~\", which stands "
                          "for words as written anyway.",
                          {"a word", "a phrase"}, text_.with_replaced(tokens_[at_ - 1].span, ""));
    }
    if (token.kind != Token::Kind::Word && token.kind != Token::Kind::Phrase && !inexact) {
      return expected_operand(text_, tokens_, at_);
    }
    ++at_;
    return leaf(words_operand(text_, token, field_, exact), token);
  }

  Result<Subtree> parse_field() {
    const Token& token = current();
    const Field& named = *token.field;
    ++at_;
    if (field_ != nullptr) {
      return syntax_error(text_, token.span,
                          "Expected a word, a phrase or \"(\" in the brackets of " +
                              in_quotes(std::string(field_->name) + ':') +
                              ", but found another field.",
                          {"a word", "a phrase", "("}, text_.with_replaced(token.span, ""));
    }
    if (named.kind == FieldKind::Keyword && current().kind == Token::Kind::Open) {
      return parse_values(named);
    }
    if (named.kind != FieldKind::Words) return parse_value(named);
    field_ = &named;
    Result<Subtree> operand =
        current().kind == Token::Kind::Open ? parse_brackets() : parse_words();
    field_ = nullptr;
    return operand;
  }

  Result<Subtree> parse_value(const Field& named) {
    const Token& token = current();
    if (token.kind != Token::Kind::Value && token.kind != Token::Kind::Phrase) {
      return syntax_error(
          text_, token.span,
          "Expected a " +
              std::string(named.kind == FieldKind::Date ? "date or a range of dates" : "value") +
              ", with or without quotes, after " + in_quotes(std::string(named.name) + ':') + ".",
          {"a value"});
    }
    ++at_;
    return leaf(named.kind == FieldKind::Date ? date_operand(text_, token, named)
                                              : keyword_operand(text_, token, named),
                token);
  }

  // place:(moscow OR "new york")
  Result<Subtree> parse_values(const Field& named) {
    const Token& open = current();
    ++at_;
    std::vector<Subtree> values;
    do {
      Result<Subtree> value = parse_value(named);
      if (!value) return value;
      values.push_back(*std::move(value));
    } while (accept(Token::Kind::Or));
    if (accept(Token::Kind::Close)) return combine(Node::Kind::Or, std::move(values), open.span);
    if (current().kind == Token::Kind::End) return unclosed(text_, open, current());
    return expected_or(text_, current(), named);
  }

  Result<Subtree> leaf(Result<Node> node, const Token& token) {
    if (!node) return std::move(node).error();
    terms_ += terms_of(*node);
    if (terms_ > kMaxQueryTerms) {
      return over_limit(text_, token.span,
                        "A query has at most " + std::to_string(kMaxQueryTerms) +
                            " words, values and dates; this one is over the limit.",
                        {"the end"});
    }
    const std::size_t operators = operators_of(*node);
    if (operators > kMaxQueryDepth) return too_deep(text_, token.span);
    return Subtree{*std::move(node), operators};
  }

  // Joins the parts; a part that is itself joined by `kind` is taken apart, for "a AND (b AND c)"
  // means the same as "a AND b AND c".
  Result<Subtree> combine(Node::Kind kind, std::vector<Subtree> parts, Span begin) const {
    if (parts.size() == 1) return std::move(parts.front());
    Subtree whole;
    whole.node.kind = kind;
    for (Subtree& part : parts) {
      std::vector<Node>& children = whole.node.children;
      if (part.node.kind == kind) {
        std::move(part.node.children.begin(), part.node.children.end(),
                  std::back_inserter(children));
        whole.operators = std::max(whole.operators, part.operators);
      } else {
        children.push_back(std::move(part.node));
        whole.operators = std::max(whole.operators, part.operators + 1);
      }
    }
    if (whole.operators > kMaxQueryDepth) return too_deep(text_, begin);
    return whole;
  }

  const QueryText& text_;
  const std::vector<Token>& tokens_;
  std::vector<Warning>* warnings_;
  std::size_t at_ = 0;
  const Field* field_ = nullptr;  // Of the brackets that are being parsed.
  std::size_t brackets_ = 0;
  std::size_t terms_ = 0;
};

}  // namespace

Result<Node> parse_tokens(const QueryText& text, const std::vector<Token>& tokens,
                          std::vector<Warning>* warnings) {
  return Parser(text, tokens, warnings).run();
}

}  // namespace backfile
