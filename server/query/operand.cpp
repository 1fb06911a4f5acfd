// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/operand.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "common/index/words.h"
#include "common/text.h"
#include "common/url.h"
#include "server/query/date_range.h"
#include "server/query/length_range.h"
#include "server/query/parser.h"
#include "server/query/pattern_words.h"
#include "server/query/relative_date.h"
#include "server/query/syntax_error.h"

namespace backfile {
namespace {

Node words_node(const Token& token, const Field* field) {
  Node node;
  if (field != nullptr) node.field = field->id;
  std::size_t end = 0;  // Of the word before.
  for_each_word(token.text, [&](const Word& word) {
    node.words.emplace_back(word.folded);
    if (!node.value.empty() && word.begin > end) node.value += ' ';
    node.value.append(token.text, word.begin, word.end - word.begin);
    end = word.end;
  });
  return node;
}

Error no_words(const QueryText& text, const Token& token) {
  return syntax_error(text, token.span, "Expected a word between the quotation marks.", {"a word"},
                      text.with_replaced(token.span, ""));
}

Error too_long_phrase(const QueryText& text, const Token& token, std::size_t words) {
  return over_limit(text, token.span,
                    "A phrase has at most " + std::to_string(kMaxPhraseWords) +
                        " words, this one has " + std::to_string(words) + "; shorten it.",
                    {"a shorter phrase"});
}

// "[2014 TO 2015]" has blanks in it and is several tokens.
Span to_closing_bracket(const QueryText& text, Span span) {
  if (text.at(span.begin) != '[') return span;
  const std::size_t close = text.view({span.begin, text.size()}).find(U']');
  if (close == std::u32string_view::npos) return span;
  return {span.begin, span.begin + close + 1};
}

Error no_url(const QueryText& text, const Token& token, const std::string& value) {
  const bool has_scheme = value.find("://") != std::string::npos;
  const std::string whole = has_scheme ? std::string() : "https://" + value;
  return syntax_error(
      text, token.span, "Expected an address with http:// or https:// after \"url:\".",
      {"an address"}, is_http_url(whole) ? text.with_replaced(token.span, '"' + whole + '"') : "");
}

// "2015..2014" and "2015/2014".
Error backwards(const QueryText& text, const Token& token, const std::string& written,
                const char* what) {
  const std::size_t dots = written.find("..");
  const std::size_t first = std::min(dots, written.find('/'));
  std::string suggestion;
  if (first != std::string::npos) {
    const std::size_t last = first + (dots == std::string::npos ? 1 : 2);
    suggestion =
        text.with_replaced(token.span, written.substr(last) + ".." + written.substr(0, first));
  }
  return syntax_error(text, token.span,
                      "The range of " + std::string(what) + " ends before it begins.",
                      {"a range of " + std::string(what)}, std::move(suggestion));
}

Error no_date(const QueryText& text, const Token& token) {
  const Span span = to_closing_bracket(text, token.span);
  const std::string probable = probable_date_range(text.utf8(span));
  return syntax_error(text, span,
                      "Expected a date such as 2014, 2014-02 or 2014-02-03, or a range such as "
                      "2014-02..2014-04, after \"date:\".",
                      {"a date", "a range of dates"},
                      probable.empty() ? probable : text.with_replaced(span, probable));
}

}  // namespace

namespace {

Node pattern_node(PatternWord word, const Field* field) {
  Node node;
  node.kind = Node::Kind::Exact;
  if (field != nullptr) node.field = field->id;
  if (word.is_prefix()) {
    node.kind = Node::Kind::Prefix;
    word.folded.pop_back();
    word.written.pop_back();
  } else if (word.has_wildcard) {
    node.kind = Node::Kind::Pattern;
  }
  node.words.push_back(std::move(word.folded));
  node.value = std::move(word.written);
  return node;
}

Result<Node> patterns_operand(const QueryText& text, const Token& token, const Field* field) {
  std::vector<PatternWord> words = pattern_words(token.text);
  if (words.size() > kMaxPhraseWords) return too_long_phrase(text, token, words.size());
  Node whole = pattern_node(std::move(words.front()), field);
  for (std::size_t i = 1; i < words.size(); ++i) {
    Node pair;
    pair.kind = Node::Kind::Near;
    pair.nearness = {Node::Nearness::Relation::Before, Node::Nearness::Unit::Words, 1};
    pair.children.push_back(std::move(whole));
    pair.children.push_back(pattern_node(std::move(words[i]), field));
    whole = std::move(pair);
  }
  return whole;
}

bool has_pattern(const Token& token) {
  return token.kind == Token::Kind::Pattern ||
         (token.kind == Token::Kind::Phrase &&
          token.text.find_first_of("*?") != std::string::npos &&
          std::ranges::any_of(pattern_words(token.text), &PatternWord::has_wildcard));
}

}  // namespace

Result<Node> words_operand(const QueryText& text, const Token& token, const Field* field,
                           bool exact) {
  if (has_pattern(token)) return patterns_operand(text, token, field);
  Node node = words_node(token, field);
  if (node.words.empty()) return no_words(text, token);
  if (node.words.size() > kMaxPhraseWords) {
    return too_long_phrase(text, token, node.words.size());
  }
  const bool phrase = token.kind == Token::Kind::Phrase || node.words.size() > 1;
  if (token.kind == Token::Kind::Fuzzy) {
    node.kind = Node::Kind::Fuzzy;
    node.count = token.number;
  } else {
    node.kind = exact || phrase ? Node::Kind::Exact : Node::Kind::Word;
  }
  return node;
}

Result<Node> keyword_operand(const QueryText& text, const Token& token, const Field& field) {
  Node node;
  node.kind = Node::Kind::Keyword;
  node.field = field.id;
  node.value = collapse_blanks(token.text);
  if (fold(node.value).empty()) {
    return syntax_error(text, token.span,
                        "Expected a value after " + in_quotes(std::string(field.name) + ':') + ".",
                        {"a value"});
  }
  if (field.id == FieldId::Url && !is_http_url(node.value)) return no_url(text, token, node.value);
  return node;
}

template <typename Range>
Node range_node(Node::Kind kind, const Field& field, const Range& range) {
  Node node;
  node.kind = kind;
  node.field = field.id;
  node.from = range.from;
  node.until = range.until;
  return node;
}

Result<Node> date_operand(const QueryText& text, const Token& token, const Field& field) {
  const std::string written(trim(token.text));
  const auto range = parse_date_range(written);
  if (!range) return no_date(text, token);
  if (range->from >= range->until) return backwards(text, token, written, "dates");
  return range_node(Node::Kind::Date, field, *range);
}

Result<Node> relative_date_operand(const QueryText& text, const Token& token, const Field& field,
                                   std::int64_t now) {
  const auto range = parse_relative_range(token.text, now);
  if (!range) {
    return syntax_error(text, token.span,
                        "Expected a number of hours, days, weeks, months or years, such as 24h, "
                        "7d, 2w, 6m or 1y, after \"last:\".",
                        {"24h", "7d", "2w", "6m", "1y"});
  }
  return range_node(Node::Kind::Date, field, *range);
}

Result<Node> length_operand(const QueryText& text, const Token& token, const Field& field) {
  const std::string written(trim(token.text));
  const auto range = parse_length_range(written);
  if (!range) {
    return syntax_error(
        text, token.span,
        "Expected a number of words such as 500, >500 or 200..400 after \"words:\".",
        {"a number", "a range of numbers"});
  }
  if (range->from >= range->until) return backwards(text, token, written, "numbers");
  return range_node(Node::Kind::Length, field, *range);
}

}  // namespace backfile
