// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/operand_parser.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "common/text.h"
#include "server/query/grammar_errors.h"
#include "server/query/operand.h"
#include "server/query/passage.h"
#include "server/query/syntax_error.h"
#include "server/query/warnings.h"

namespace backfile {
namespace {

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

void put_into(FieldId field, Node* node) {
  if (node->children.empty()) node->field = field;
  for (Node& child : node->children) put_into(field, &child);
}

void place_at(std::size_t position, Node* node) {
  node->origin.position = position;
  for (Node& child : node->children) place_at(position, &child);
}

// What is looked for in one field by `node`, looked for in `other` as well. Nothing is near what
// stands in another passage, so that an expression of places is doubled as a whole.
Node doubled(const Node& node, FieldId other) {
  const bool places = has_places(node);
  if (!places && node.kind != Node::Kind::And && node.kind != Node::Kind::Or) {
    Node copy = node;
    copy.children.clear();
    for (const Node& child : node.children) copy.children.push_back(doubled(child, other));
    return copy;
  }
  std::vector<Node> parts;
  if (places) {
    parts = {node, node};
    put_into(other, &parts.back());
  } else {
    for (const Node& child : node.children) parts.push_back(doubled(child, other));
  }
  Node whole;
  whole.kind = places ? Node::Kind::Or : node.kind;
  whole.origin = node.origin;
  for (Node& part : parts) {
    if (part.kind == whole.kind) {
      std::ranges::move(part.children, std::back_inserter(whole.children));
    } else {
      whole.children.push_back(std::move(part));
    }
  }
  return whole;
}

}  // namespace

Result<Node> OperandParser::run() {
  Result<Subtree> tree = parse_expression();
  if (!tree) return std::move(tree).error();
  if (current().kind == Token::Kind::End) return std::move(tree->node);
  return unexpected(text_, current());
}

bool OperandParser::accept(Token::Kind kind) {
  if (current().kind != kind) return false;
  ++at_;
  return true;
}

void OperandParser::warn(std::string detail) {
  add_warning("mixed_operators", std::move(detail), &query_->warnings);
}

Result<Subtree> OperandParser::parse_operand() {
  if (current().kind == Token::Kind::Field) return parse_field();
  if (current().kind == Token::Kind::Open) return parse_brackets();
  if (current().kind == Token::Kind::AtLeast) return parse_at_least();
  return parse_words();
}

Result<Subtree> OperandParser::parse_at_least() {
  const Token& sign = current();
  advance();
  const Token& open = current();
  if (open.kind != Token::Kind::Open) return expected_operand(text_, tokens_, at_);
  Result<Subtree> inside = parse_brackets();
  if (!inside) return inside;
  if (!has_places(inside->node)) return no_places(text_, open, sign);
  Subtree counted;
  counted.node.kind = Node::Kind::AtLeast;
  counted.node.count = sign.number;
  counted.node.origin.position = text_.position(sign.span.begin);
  counted.node.children.push_back(std::move(inside->node));
  counted.operators = inside->operators + 1;
  if (counted.operators > kMaxQueryDepth) return too_deep(text_, sign.span);
  return counted;
}

Result<Subtree> OperandParser::parse_brackets() {
  const Token& open = current();
  advance();
  if (++brackets_ > kMaxQueryDepth) return too_deep(text_, open.span);
  Result<Subtree> inside = parse_expression();
  if (!inside) return inside;
  --brackets_;
  inside->bare_near = false;
  if (accept(Token::Kind::Close)) return inside;
  return unclosed(text_, open, current());
}

Result<Subtree> OperandParser::parse_words() {
  const Token& sign = current();
  const bool exact = accept(Token::Kind::Equals);
  const Token& token = current();
  const bool inexact = token.kind == Token::Kind::Pattern || token.kind == Token::Kind::Fuzzy;
  if (exact && inexact) return no_equals(text_, sign);
  if (token.kind != Token::Kind::Word && token.kind != Token::Kind::Phrase && !inexact) {
    return expected_operand(text_, tokens_, at_);
  }
  advance();
  Result<Node> words = words_operand(text_, token, field_, exact);
  if (words && exact && sign.number == 2) {
    if (words->kind != Node::Kind::Exact) return no_equals(text_, sign);
    words->as_written = true;
    words->value = clean_text(words->value);  // As texts are stored.
  }
  if (words && words->kind == Node::Kind::Word) words->language = options_.language;
  return leaf(std::move(words), token);
}

Result<Subtree> OperandParser::parse_field() {
  const Token& token = current();
  const Field& named = *token.field;
  advance();
  if (field_ != nullptr) return field_within_field(text_, token, *field_);
  if (takes_values(named.kind) && current().kind == Token::Kind::Open) return parse_values(token);
  if (named.kind != FieldKind::Words) return parse_value(token);
  field_ = &named;
  Result<Subtree> operand = current().kind == Token::Kind::Open ? parse_brackets() : parse_words();
  field_ = nullptr;
  if (operand && token.also != nullptr) return in_either(*std::move(operand), token);
  return operand;
}

Result<Subtree> OperandParser::in_either(Subtree found, const Token& field_token) {
  const std::size_t before = terms_of(found.node);
  Result<Subtree> both = leaf(doubled(found.node, field_token.also->id), field_token);
  terms_ -= before;
  return both;
}

Result<Subtree> OperandParser::parse_value(const Token& field_token) {
  const Field& named = *field_token.field;
  const Token& token = current();
  if (token.kind != Token::Kind::Value && token.kind != Token::Kind::Phrase) {
    return expected_value(text_, token, named);
  }
  advance();
  switch (named.kind) {
    case FieldKind::Number: return leaf(length_operand(text_, token, named), token);
    case FieldKind::Date: break;
    case FieldKind::Words:
    case FieldKind::Keyword:
    case FieldKind::Identity: return leaf(keyword_operand(text_, token, named), token);
  }
  if (!field_token.relative) return leaf(date_operand(text_, token, named), token);
  Result<Node> range = relative_date_operand(text_, token, named, options_.now);
  if (range) {
    query_->holds_until = std::min(query_->holds_until.value_or(kOpenUntil), range->until);
  }
  return leaf(std::move(range), token);
}

// place:(moscow OR "new york")
Result<Subtree> OperandParser::parse_values(const Token& field_token) {
  const Token& open = current();
  advance();
  std::vector<Subtree> values;
  do {
    Result<Subtree> value = parse_value(field_token);
    if (!value) return value;
    values.push_back(*std::move(value));
  } while (accept(Token::Kind::Or));
  if (accept(Token::Kind::Close)) return combine(Node::Kind::Or, std::move(values), open.span);
  if (current().kind == Token::Kind::End) return unclosed(text_, open, current());
  return expected_or(text_, current(), *field_token.field);
}

Result<Subtree> OperandParser::leaf(Result<Node> node, const Token& token) {
  if (!node) return std::move(node).error();
  if (options_.in) look_only_in(*options_.in, &*node);
  place_at(text_.position(token.span.begin), &*node);
  terms_ += terms_of(*node);
  if (terms_ > kMaxQueryTerms) return too_many_terms(text_, token);
  const std::size_t operators = operators_of(*node);
  if (operators > kMaxQueryDepth) return too_deep(text_, token.span);
  return Subtree{*std::move(node), operators};
}

Result<Subtree> OperandParser::combine(Node::Kind kind, std::vector<Subtree> parts,
                                       Span begin) const {
  if (parts.size() == 1) return std::move(parts.front());
  Subtree whole;
  whole.node.kind = kind;
  whole.node.origin.position = text_.position(begin.begin);
  for (Subtree& part : parts) {
    std::vector<Node>& children = whole.node.children;
    if (part.node.kind == kind) {
      std::ranges::move(part.node.children, std::back_inserter(children));
      whole.operators = std::max(whole.operators, part.operators);
    } else {
      children.push_back(std::move(part.node));
      whole.operators = std::max(whole.operators, part.operators + 1);
    }
  }
  if (whole.operators > kMaxQueryDepth) return too_deep(text_, begin);
  return whole;
}

Result<Subtree> OperandParser::negate(Subtree part, Span begin) const {
  Subtree negated;
  negated.node.kind = Node::Kind::Not;
  negated.node.origin.position = text_.position(begin.begin);
  negated.node.children.push_back(std::move(part.node));
  negated.operators = part.operators + 1;
  if (negated.operators > kMaxQueryDepth) return too_deep(text_, begin);
  return negated;
}

Result<Subtree> OperandParser::join_near(const Token& sign, const Node::Nearness& nearness,
                                         Subtree left, const Token& first, Subtree right,
                                         const Token& second) const {
  if (!has_places(left.node)) return no_places(text_, first, sign);
  if (!has_places(right.node)) return no_places(text_, second, sign);
  if (!share_a_passage(left.node, right.node)) return never_near(text_, sign, nearness);
  Subtree joined;
  joined.node.kind = Node::Kind::Near;
  joined.node.nearness = nearness;
  joined.node.origin.position = text_.position(first.span.begin);
  joined.node.children.push_back(std::move(left.node));
  joined.node.children.push_back(std::move(right.node));
  joined.operators = std::max(left.operators, right.operators) + 1;
  joined.bare_near = true;
  if (joined.operators > kMaxQueryDepth) return too_deep(text_, first.span);
  return joined;
}

}  // namespace backfile
