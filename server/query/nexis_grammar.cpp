// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "server/query/grammar.h"
#include "server/query/grammar_errors.h"
#include "server/query/operand_parser.h"

namespace backfile {
namespace {

// Nexis: OR, then proximity (the shorter distances first, then W/S, then W/P), AND, and AND NOT.
class NexisGrammar : public OperandParser {
 public:
  using OperandParser::OperandParser;

 private:
  // Joined by proximity: an operand and the sign before it, which the first one has not.
  struct Link {
    const Token* sign;
    const Token* first;
    Subtree operand;
  };

  Result<Subtree> parse_expression() override { return parse_and_not(); }

  bool at_and_not() const {
    return current().kind == Token::Kind::Not ||
           (current().kind == Token::Kind::And && next().kind == Token::Kind::Not);
  }

  Result<Subtree> parse_and_not() {
    const Span begin = current().span;
    std::vector<Subtree> parts;
    bool joined_by_and = false;
    if (current().kind != Token::Kind::Not) {
      Result<Subtree> wanted = parse_and(&joined_by_and);
      if (!wanted) return wanted;
      parts.push_back(*std::move(wanted));
    }
    while (at_and_not()) {
      const Span sign = current().span;
      accept(Token::Kind::And);
      advance();
      bool many = false;
      Result<Subtree> unwanted = parse_and(&many);
      if (unwanted) unwanted = negate(*std::move(unwanted), sign);
      if (!unwanted) return unwanted;
      joined_by_and = joined_by_and || many;
      parts.push_back(*std::move(unwanted));
    }
    const bool mixed = joined_by_and && parts.size() > 1;
    Result<Subtree> whole = combine(Node::Kind::And, std::move(parts), begin);
    if (whole && mixed) warn("AND NOT binds last in Nexis; read as " + to_string(whole->node));
    return whole;
  }

  Result<Subtree> parse_and(bool* joined) {
    const Span begin = current().span;
    std::vector<Subtree> parts;
    bool joined_by_or = false;
    for (;;) {
      Result<Subtree> part = parse_near(&joined_by_or);
      if (!part) return part;
      parts.push_back(*std::move(part));
      if (current().kind != Token::Kind::And || at_and_not()) break;
      advance();
    }
    *joined = parts.size() > 1;
    Result<Subtree> whole = combine(Node::Kind::And, std::move(parts), begin);
    if (whole && *joined && joined_by_or) {
      warn("OR binds before AND in Nexis; read as " + to_string(whole->node));
    }
    return whole;
  }

  Result<Subtree> parse_near(bool* joined_by_or) {
    std::vector<Link> chain;
    const Token* sign = nullptr;
    bool unclear = false;
    do {
      if (sign != nullptr) advance();
      const Token& first = current();
      bool many = false;
      Result<Subtree> operand = parse_or(&many);
      if (!operand) return operand;
      unclear = unclear || (many && (sign != nullptr || current().kind == Token::Kind::Near)) ||
                (!chain.empty() && chain.back().sign != nullptr &&
                 chain.back().sign->nearness != sign->nearness);
      *joined_by_or = *joined_by_or || many;
      chain.push_back({sign, &first, *std::move(operand)});
      sign = &current();
    } while (current().kind == Token::Kind::Near);
    Result<Subtree> whole = join(std::move(chain));
    if (whole && unclear) {
      warn("OR and the shorter distance bind first in Nexis; read as " + to_string(whole->node));
    }
    return whole;
  }

  static auto priority(const Link& link) {
    const Node::Nearness& nearness = link.sign->nearness;
    return std::tuple(nearness.unit, nearness.distance);
  }

  Result<Subtree> join(std::vector<Link> chain) const {
    while (chain.size() > 1) {
      const auto second = std::ranges::min_element(chain.begin() + 1, chain.end(), {}, priority);
      Link& left = *(second - 1);
      Result<Subtree> joined =
          join_near(*second->sign, second->sign->nearness, std::move(left.operand), *left.first,
                    std::move(second->operand), *second->first);
      if (!joined) return joined;
      left.operand = *std::move(joined);
      chain.erase(second);
    }
    return std::move(chain.front().operand);
  }

  Result<Subtree> parse_or(bool* joined) {
    const Span begin = current().span;
    std::vector<Subtree> parts;
    do {
      Result<Subtree> part = parse_operand();
      if (!part) return part;
      parts.push_back(*std::move(part));
    } while (accept(Token::Kind::Or));
    *joined = parts.size() > 1;
    return combine(Node::Kind::Or, std::move(parts), begin);
  }
};

}  // namespace

Result<Node> parse_nexis_tokens(const QueryText& text, const std::vector<Token>& tokens,
                                const ParseOptions& options, Query* query) {
  return NexisGrammar(text, tokens, options, query).run();
}

}  // namespace backfile
