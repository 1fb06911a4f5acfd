// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/parser.h"

#include <string>
#include <utility>
#include <vector>

#include "common/text.h"
#include "server/query/dialect_lexers.h"
#include "server/query/grammar.h"
#include "server/query/lexer.h"
#include "server/query/lookalikes.h"
#include "server/query/syntax_error.h"

namespace backfile {
namespace {

Error too_long(std::size_t bytes, std::size_t longest) {
  Error error{ErrorCode::InvalidArgument, "A query has at most " + std::to_string(longest) +
                                              " bytes, this one has " + std::to_string(bytes) +
                                              "; shorten it."};
  error.detail.parameter = "q";
  error.detail.expected = {"a shorter query"};
  error.detail.kind = "query_too_broad";
  return error;
}

bool is_blank(const QueryText& text) {
  return text.view({0, text.size()}).find_first_not_of(U' ') == std::u32string_view::npos;
}

Result<std::vector<Token>> lex(Syntax syntax, const QueryText& text,
                               std::vector<Warning>* warnings) {
  switch (syntax) {
    case Syntax::Backfile: break;
    case Syntax::Nexis: return lex_nexis(text, warnings);
    case Syntax::Factiva: return lex_factiva(text, warnings);
    case Syntax::Lucene: return lex_lucene(text, warnings);
    case Syntax::Simple: return lex_simple(text, warnings);
  }
  return lex(text, warnings);
}

Result<Node> parse_tokens(Syntax syntax, const QueryText& text, const std::vector<Token>& tokens,
                          const ParseOptions& options, Query* query) {
  if (syntax == Syntax::Nexis) return parse_nexis_tokens(text, tokens, options, query);
  if (syntax == Syntax::Lucene) return parse_lucene_tokens(text, tokens, options, query);
  return parse_tokens(text, tokens, options, query);
}

Result<Query> parse(std::string_view utf8, const ParseOptions& options) {
  if (utf8.size() > options.longest) return too_long(utf8.size(), options.longest);
  Query query;
  const Result<QueryText> text = QueryText::read(utf8, &query.warnings);
  if (!text) return text.error();
  const Result<std::vector<Token>> tokens = lex(options.syntax, *text, &query.warnings);
  if (!tokens) return tokens.error();
  if (tokens->size() == 1) {
    if (is_blank(*text)) return query;
    return syntax_error(*text, {0, text->size()},
                        "Expected a word or a phrase, but there is only punctuation.",
                        {"a word", "a phrase"});
  }
  if (options.syntax == Syntax::Lucene && tokens->size() == 2 &&
      tokens->front().kind == Token::Kind::All) {
    return query;
  }
  if (options.syntax == Syntax::Backfile) warn_of_lookalikes(*tokens, &query.warnings);
  Result<Node> root = parse_tokens(options.syntax, *text, *tokens, options, &query);
  if (!root) return std::move(root).error();
  query.root = *std::move(root);
  return query;
}

// Follows suggestions until one is a query; one that leads nowhere is no help.
std::string acceptable(std::string suggestion, const ParseOptions& options) {
  constexpr int kMostCorrections = 8;
  for (int i = 0; i < kMostCorrections && !suggestion.empty(); ++i) {
    const Result<Query> query = parse(suggestion, options);
    if (query) return query->root ? collapse_blanks(suggestion) : std::string();
    if (query.error().detail.suggestion == suggestion) return {};
    suggestion = query.error().detail.suggestion;
  }
  return {};
}

}  // namespace

Result<Query> parse_query(std::string_view text, const ParseOptions& options) {
  Result<Query> query = parse(text, options);
  if (query) return query;
  Error error = std::move(query).error();
  error.detail.suggestion = acceptable(std::move(error.detail.suggestion), options);
  return error;
}

}  // namespace backfile
