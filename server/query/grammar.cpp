// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/grammar.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/query/grammar_errors.h"
#include "server/query/operand_parser.h"

namespace backfile {
namespace {

class Grammar : public OperandParser {
 public:
  using OperandParser::OperandParser;

 private:
  Result<Subtree> parse_expression() override { return parse_or(); }

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
    if (whole && mixed) warn("AND binds before OR; read as " + to_string(whole->node));
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
    if (whole && unclear) warn("proximity binds before AND; read as " + to_string(whole->node));
    return whole;
  }

  // NOT before NOT is counted here, not by recursion, so that no query can exhaust the stack.
  Result<Subtree> parse_not() {
    const Span begin = current().span;
    std::size_t negations = 0;
    while (current().kind == Token::Kind::Not || current().kind == Token::Kind::Minus) {
      if (++negations > kMaxQueryDepth) return too_deep(text(), current().span);
      advance();
    }
    Result<Subtree> operand = parse_near();
    for (; operand && negations > 0; --negations) operand = negate(*std::move(operand), begin);
    return operand;
  }

  // "W/5", or "NOT W/5" behind an operand.
  std::optional<Node::Nearness> accept_near() {
    if (current().kind == Token::Kind::Near) {
      const Node::Nearness nearness = current().nearness;
      advance();
      return nearness;
    }
    if (current().kind != Token::Kind::Not) return std::nullopt;
    const Token& near = next();
    if (near.kind != Token::Kind::Near ||
        near.nearness.relation != Node::Nearness::Relation::Within) {
      return std::nullopt;
    }
    Node::Nearness nearness = near.nearness;
    nearness.relation = Node::Nearness::Relation::NotWithin;
    advance();
    advance();
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
      if (!has_places(left->node)) return no_places(text(), first, *sign);
      if (current().kind == Token::Kind::Not) return not_behind_near(text(), *sign, current());
      const Token& second = current();
      Result<Subtree> right = parse_operand();
      if (!right) return right;
      unclear = unclear || (before && *before != *nearness);
      before = nearness;
      left = join_near(*sign, *nearness, *std::move(left), first, *std::move(right), second);
    }
    if (left && unclear) {
      warn("proximity is read from the left; read as " + to_string(left->node));
    }
    return left;
  }
};

}  // namespace

Result<Node> parse_tokens(const QueryText& text, const std::vector<Token>& tokens,
                          const ParseOptions& options, Query* query) {
  return Grammar(text, tokens, options, query).run();
}

}  // namespace backfile
