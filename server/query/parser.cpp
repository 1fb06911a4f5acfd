// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/parser.h"

#include <string>
#include <utility>
#include <vector>

#include "common/text.h"
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

Result<Query> parse(std::string_view utf8, std::size_t longest) {
  if (utf8.size() > longest) return too_long(utf8.size(), longest);
  Query query;
  const Result<QueryText> text = QueryText::read(utf8, &query.warnings);
  if (!text) return text.error();
  const Result<std::vector<Token>> tokens = lex(*text, &query.warnings);
  if (!tokens) return tokens.error();
  if (tokens->size() == 1) {
    if (is_blank(*text)) return query;
    return syntax_error(*text, {0, text->size()},
                        "Expected a word or a phrase, but there is only punctuation.",
                        {"a word", "a phrase"});
  }
  warn_of_lookalikes(*tokens, &query.warnings);
  Result<Node> root = parse_tokens(*text, *tokens, &query.warnings);
  if (!root) return std::move(root).error();
  query.root = *std::move(root);
  return query;
}

// Follows suggestions until one is a query; one that leads nowhere is no help.
std::string acceptable(std::string suggestion, std::size_t longest) {
  constexpr int kMostCorrections = 8;
  for (int i = 0; i < kMostCorrections && !suggestion.empty(); ++i) {
    const Result<Query> query = parse(suggestion, longest);
    if (query) return query->root ? collapse_blanks(suggestion) : std::string();
    if (query.error().detail.suggestion == suggestion) return {};
    suggestion = query.error().detail.suggestion;
  }
  return {};
}

}  // namespace

Result<Query> parse_query(std::string_view text, std::size_t longest) {
  Result<Query> query = parse(text, longest);
  if (query) return query;
  Error error = std::move(query).error();
  error.detail.suggestion = acceptable(std::move(error.detail.suggestion), longest);
  return error;
}

}  // namespace backfile
