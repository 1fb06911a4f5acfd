// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "server/query/grammar.h"
#include "server/query/grammar_errors.h"
#include "server/query/operand_parser.h"
#include "server/query/syntax_error.h"
#include "server/query/warnings.h"

namespace backfile {
namespace {

// Lucene: clauses side by side, of which some must match ("+") and some must not ("-", NOT, "!"),
// and any of the others where none must. Within a clause AND binds before OR.
class LuceneGrammar : public OperandParser {
 public:
  LuceneGrammar(const QueryText& text, const std::vector<Token>& tokens,
                const ParseOptions& options, Query* query)
      : OperandParser(text, tokens, options, query), query_(query) {}

 private:
  struct Clauses {
    std::vector<Subtree> required;
    std::vector<Subtree> optional;
    std::vector<Subtree> unwanted;  // Negated.
    bool all = false;               // "*:*".
  };

  Result<Subtree> parse_expression() override {
    const Span begin = current().span;
    Clauses clauses;
    do {
      if (auto error = parse_clause(&clauses)) return *std::move(error);
    } while (begins_operand(current().kind));
    return join(std::move(clauses), begin);
  }

  bool at_sign() const {
    return current().kind == Token::Kind::Minus || current().kind == Token::Kind::Not ||
           current().kind == Token::Kind::Plus;
  }

  std::optional<Error> parse_clause(Clauses* clauses) {
    if (accept(Token::Kind::All)) {
      clauses->all = true;
      // "*:* AND NOT b" is "*:* -b".
      if (current().kind == Token::Kind::And) advance();
      return std::nullopt;
    }
    const Token& sign = current();
    if (at_sign()) advance();
    if (at_sign()) {
      return syntax_error(
          text(), current().span,
          "Expected a word, a phrase or \"(\" after " + in_quotes(text().written(sign.span)) + ".",
          {"a word", "a phrase", "("}, text().with_replaced(current().span, ""));
    }
    Result<Subtree> clause = sign_is_bare(sign) ? parse_or() : parse_pair();
    if (!clause) return clause.error();
    if (sign.kind == Token::Kind::Plus) {
      clauses->required.push_back(*std::move(clause));
    } else if (sign_is_bare(sign)) {
      clauses->optional.push_back(*std::move(clause));
    } else {
      clause = negate(*std::move(clause), sign.span);
      if (!clause) return clause.error();
      clauses->unwanted.push_back(*std::move(clause));
    }
    if (sign_is_bare(sign) ||
        (current().kind != Token::Kind::And && current().kind != Token::Kind::Or)) {
      return std::nullopt;
    }
    if (current().kind == Token::Kind::And) {
      advance();
      return std::nullopt;
    }
    return syntax_error(text(), current().span,
                        "Expected no OR beside \"+\", \"-\" or NOT, which Lucene reads as AND; put "
                        "it in brackets, as in a OR (*:* -b).",
                        {"a word", "("});
  }

  static bool sign_is_bare(const Token& sign) {
    return sign.kind != Token::Kind::Minus && sign.kind != Token::Kind::Not &&
           sign.kind != Token::Kind::Plus;
  }

  // Clauses with AND and OR between them. What is behind AND NOT belongs to the same AND.
  Result<Subtree> parse_or() {
    const Span begin = current().span;
    std::vector<Subtree> parts;
    bool joined_by_and = false;
    do {
      if (at_sign() && !parts.empty()) {
        return syntax_error(text(), current().span,
                            "Expected a word, a phrase or \"(\" after OR: Lucene reads OR NOT as "
                            "AND NOT; write a OR (*:* -b) for what it says.",
                            {"a word", "a phrase", "("});
      }
      Result<Subtree> part = parse_and(&joined_by_and);
      if (!part) return part;
      parts.push_back(*std::move(part));
    } while (accept(Token::Kind::Or));
    const bool mixed = joined_by_and && parts.size() > 1;
    Result<Subtree> whole = combine(Node::Kind::Or, std::move(parts), begin);
    if (whole && whole->node.kind == Node::Kind::Or) join_orders(&whole->node);
    if (whole && mixed) warn("AND binds before OR; read as " + to_string(whole->node));
    return whole;
  }

  static bool is_ordered(const Node& node, const Node& first, const Node& second,
                         std::uint32_t distance) {
    return node.kind == Node::Kind::Near && node.nearness.unit == Node::Nearness::Unit::Words &&
           node.nearness.relation == Node::Nearness::Relation::Before &&
           node.nearness.distance == distance && node.children[0] == first &&
           node.children[1] == second;
  }

  // "a b"~4 OR "b a"~4 is a W/5 b: each of the two has the other's order at two words less.
  static void join_orders(Node* whole) {
    std::vector<Node>& parts = whole->children;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (parts[i].kind != Node::Kind::Near) continue;
      const std::uint32_t distance = parts[i].nearness.distance;
      const std::size_t of_each = distance > 2 ? 2 : 1;
      if (i + 2 * of_each > parts.size()) return;
      const Node a = parts[i].children[0];
      const Node b = parts[i].children[1];
      bool both =
          is_ordered(parts[i], a, b, distance) && is_ordered(parts[i + of_each], b, a, distance);
      if (of_each == 2) {
        both = both && is_ordered(parts[i + 1], b, a, distance - 2) &&
               is_ordered(parts[i + 3], a, b, distance - 2);
      }
      if (!both) continue;
      parts[i].nearness.relation = Node::Nearness::Relation::Within;
      const auto next = parts.begin() + static_cast<std::ptrdiff_t>(i) + 1;
      parts.erase(next, next + static_cast<std::ptrdiff_t>(2 * of_each - 1));
    }
    if (parts.size() > 1) return;
    Node only = std::move(parts.front());
    *whole = std::move(only);
  }

  // An operand, or two words of a phrase with a distance.
  Result<Subtree> parse_pair() {
    const Token& first = current();
    Result<Subtree> left = parse_operand();
    if (!left || current().kind != Token::Kind::Near) return left;
    const Token& sign = current();
    advance();
    const Token& second = current();
    Result<Subtree> right = parse_operand();
    if (!right) return right;
    return join_near(sign, sign.nearness, *std::move(left), first, *std::move(right), second);
  }

  Result<Subtree> parse_and(bool* joined_by_and) {
    const Span begin = current().span;
    std::vector<Subtree> parts;
    do {
      const Token& sign = current();
      const bool negated =
          !parts.empty() && (sign.kind == Token::Kind::Not || sign.kind == Token::Kind::Minus);
      if (negated || (!parts.empty() && sign.kind == Token::Kind::Plus)) advance();
      Result<Subtree> part = parse_pair();
      if (part && negated) part = negate(*std::move(part), sign.span);
      if (!part) return part;
      parts.push_back(*std::move(part));
    } while (accept(Token::Kind::And));
    *joined_by_and = *joined_by_and || parts.size() > 1;
    return combine(Node::Kind::And, std::move(parts), begin);
  }

  Result<Subtree> join(Clauses clauses, Span begin) {
    std::vector<Subtree> parts = std::move(clauses.required);
    if (parts.empty() && !clauses.optional.empty()) {
      const bool several = clauses.optional.size() > 1;
      Result<Subtree> any = combine(Node::Kind::Or, std::move(clauses.optional), begin);
      if (!any) return any;
      if (several) {
        add_warning("read_as_or",
                    "what stands side by side without an operator is joined by OR, as in Lucene",
                    &query_->warnings);
      }
      parts.push_back(*std::move(any));
    } else {
      for (const Subtree& left_out : clauses.optional) {
        add_warning("optional_ignored",
                    in_quotes(to_string(left_out.node)) +
                        " beside \"+\" changes only the order in Lucene; it is left out",
                    &query_->warnings);
      }
    }
    for (Subtree& unwanted : clauses.unwanted) parts.push_back(std::move(unwanted));
    if (parts.empty()) {
      return syntax_error(text(), begin,
                          "Expected something beside \"*:*\", which is every article.", {"-"});
    }
    return combine(Node::Kind::And, std::move(parts), begin);
  }

  Query* query_;
};

}  // namespace

Result<Node> parse_lucene_tokens(const QueryText& text, const std::vector<Token>& tokens,
                                 const ParseOptions& options, Query* query) {
  return LuceneGrammar(text, tokens, options, query).run();
}

}  // namespace backfile
