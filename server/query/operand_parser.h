// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "common/result.h"
#include "server/query/ast.h"
#include "server/query/lexer.h"
#include "server/query/parser.h"

namespace backfile {

// A subtree and the number of operators on its longest path.
struct Subtree {
  Node node;
  std::size_t operators = 0;
  bool bare_near = false;  // Joined by proximity, without brackets.
};

// What the grammars of all syntaxes have in common: operands, and how a tree is joined under the
// limits. A grammar says what its operators bind.
class OperandParser {
 public:
  // References must outlive the parser. Warnings, and until when dates hold, are put into `query`.
  OperandParser(const QueryText& text, const std::vector<Token>& tokens,
                const ParseOptions& options, Query* query)
      : text_(text), tokens_(tokens), options_(options), query_(query) {}
  virtual ~OperandParser() = default;

  // REQUIRES: `tokens` end in an End and there is another token before it.
  Result<Node> run();

 protected:
  // What may stand between brackets.
  virtual Result<Subtree> parse_expression() = 0;

  const Token& current() const { return tokens_[at_]; }
  const Token& next() const { return tokens_[at_ + 1]; }  // REQUIRES: current() is no End.
  void advance() { ++at_; }
  bool accept(Token::Kind kind);
  const QueryText& text() const { return text_; }
  void warn(std::string detail);  // Of mixed operators.

  Result<Subtree> parse_operand();

  // Joins the parts; a part that is itself joined by `kind` is taken apart, for "a AND (b AND c)"
  // means the same as "a AND b AND c". REQUIRES: there is one.
  Result<Subtree> combine(Node::Kind kind, std::vector<Subtree> parts, Span begin) const;
  Result<Subtree> negate(Subtree part, Span begin) const;
  // `first` and `second` are the first tokens of the operands.
  Result<Subtree> join_near(const Token& sign, const Node::Nearness& nearness, Subtree left,
                            const Token& first, Subtree right, const Token& second) const;

 private:
  Result<Subtree> parse_at_least();
  Result<Subtree> parse_brackets();
  Result<Subtree> parse_words();
  Result<Subtree> parse_field();
  Result<Subtree> parse_value(const Token& field_token);
  Result<Subtree> parse_values(const Token& field_token);
  Result<Subtree> leaf(Result<Node> node, const Token& token);
  Result<Subtree> in_either(Subtree found, const Token& field_token);

  const QueryText& text_;
  const std::vector<Token>& tokens_;
  const ParseOptions& options_;
  Query* query_;
  std::size_t at_ = 0;
  const Field* field_ = nullptr;  // Of the brackets that are being parsed.
  std::size_t brackets_ = 0;
  std::size_t terms_ = 0;
};

}  // namespace backfile
