// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/meilisearch_filter.h"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "common/index/words.h"
#include "common/text.h"
#include "server/http/errors.h"
#include "server/query/made_nodes.h"

namespace backfile {
namespace {

constexpr int kDeepest = 8;

Error not_a_filter(std::string_view found, std::string_view expected) {
  Error error = refusal("bad_value", "The filter cannot be read at \"" +
                                         std::string(truncate_utf8(found, 60)) + "\": expected " +
                                         std::string(expected) + ".");
  error.detail.parameter = "filter";
  error.detail.found = truncate_utf8(found, 60);
  return error;
}

class FilterParser {
 public:
  explicit FilterParser(std::string_view text) : text_(text) {}

  Result<std::optional<Node>> parse() {
    if (peek().empty()) return std::optional<Node>();
    auto node = disjunction(0);
    if (!node) return std::move(node).error();
    if (!peek().empty()) return not_a_filter(text_.substr(at_), "AND, OR or the end");
    return std::optional<Node>(std::move(*node));
  }

 private:
  struct Token {
    std::string text;
    bool quoted = false;
    std::size_t end = 0;

    bool empty() const { return text.empty() && !quoted; }
    bool is(std::string_view word) const { return !quoted && text == word; }
  };

  static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

  Token peek() const {
    std::size_t at = at_;
    while (at < text_.size() && is_blank(text_[at])) ++at;
    Token token;
    if (at == text_.size()) return token;
    const char first = text_[at];
    if (first == '"' || first == '\'') {
      token.quoted = true;
      for (++at; at < text_.size() && text_[at] != first; ++at) {
        if (text_[at] == '\\' && at + 1 < text_.size()) ++at;
        token.text += text_[at];
      }
      token.end = std::min(at + 1, text_.size());
      return token;
    }
    for (const std::string_view sign : {"!=", ">=", "<=", "=", ">", "<", "(", ")", "[", "]", ","}) {
      if (text_.substr(at).starts_with(sign)) {
        token.text = sign;
        token.end = at + sign.size();
        return token;
      }
    }
    while (at < text_.size() && !is_blank(text_[at]) &&
           std::string_view("!=<>()[],\"'").find(text_[at]) == std::string_view::npos) {
      token.text += text_[at++];
    }
    if (token.text.empty()) token.text += text_[at++];  // A "!" alone.
    token.end = at;
    return token;
  }

  Token take() {
    Token token = peek();
    if (!token.empty()) at_ = token.end;
    return token;
  }

  bool accept(std::string_view word) {
    if (!peek().is(word)) return false;
    take();
    return true;
  }

  Result<Node> disjunction(int depth) {
    return joined(Node::Kind::Or, "OR", [&] { return conjunction(depth); });
  }
  Result<Node> conjunction(int depth) {
    return joined(Node::Kind::And, "AND", [&] { return negation(depth); });
  }

  template <typename Part>
  Result<Node> joined(Node::Kind kind, std::string_view word, const Part& part) {
    std::vector<Node> nodes;
    do {
      auto node = part();
      if (!node) return node;
      nodes.push_back(std::move(*node));
    } while (accept(word));
    return combined(kind, std::move(nodes));
  }

  Result<Node> negation(int depth) {
    if (depth > kDeepest) return not_a_filter(text_.substr(at_), "fewer brackets");
    if (accept("NOT")) {
      auto node = negation(depth + 1);
      if (!node) return node;
      return negated(std::move(*node));
    }
    if (!accept("(")) return condition();
    auto node = disjunction(depth + 1);
    if (!node) return node;
    if (!accept(")")) return not_a_filter(text_.substr(at_), "a closing bracket");
    return node;
  }

  Result<Node> condition() {
    if (++conditions_ > kMostConditions) {
      return not_a_filter(text_.substr(at_),
                          "at most " + std::to_string(kMostConditions) + " conditions");
    }
    const Token name = take();
    if (name.text == "published") return date_condition();
    const Field* row = find_field(name.text);
    if (name.empty() || row == nullptr || row->kind != FieldKind::Keyword) {
      return not_a_filter(name.text, "an attribute that can be filtered by");
    }
    if (accept("NOT")) {
      if (!accept("IN")) return not_a_filter(text_.substr(at_), "IN");
      auto node = values(row->id);
      if (!node) return node;
      return negated(std::move(*node));
    }
    if (accept("IN")) return values(row->id);
    const bool unequal = accept("!=");
    if (!unequal && !accept("=")) return not_a_filter(text_.substr(at_), "=, != or IN");
    auto node = value(row->id);
    if (!node || !unequal) return node;
    return negated(std::move(*node));
  }

  Result<Node> value(FieldId id) {
    const Token token = take();
    if (trim(token.text).empty()) return not_a_filter(text_.substr(at_), "a value");
    return whole_value(id, collapse_blanks(token.text));
  }

  Result<Node> values(FieldId id) {
    if (!accept("[")) return not_a_filter(text_.substr(at_), "[");
    std::vector<Node> nodes;
    do {
      if (++conditions_ > kMostConditions) return not_a_filter(text_.substr(at_), "fewer values");
      auto node = value(id);
      if (!node) return node;
      nodes.push_back(std::move(*node));
    } while (accept(","));
    if (!accept("]")) return not_a_filter(text_.substr(at_), "]");
    return combined(Node::Kind::Or, std::move(nodes));
  }

  Result<std::int64_t> seconds() {
    const Token token = take();
    std::int64_t value = 0;
    const char* const end = token.text.data() + token.text.size();
    const auto [stop, status] = std::from_chars(token.text.data(), end, value);
    constexpr std::int64_t kMost = 1'000'000'000'000;
    if (status != std::errc() || stop != end || value > kMost || value < -kMost) {
      return not_a_filter(token.text, "seconds since 1970");
    }
    return value;
  }

  Result<Node> date_condition() {
    Node node;
    node.kind = Node::Kind::Date;
    node.field = FieldId::Published;
    node.from = kOpenFrom;
    node.until = kOpenUntil;
    const Token sign = peek();
    const bool compares =
        sign.is("=") || sign.is(">") || sign.is(">=") || sign.is("<") || sign.is("<=");
    if (compares) take();
    const auto first = seconds();
    if (!first) return first.error();
    if (sign.is("=") || sign.is(">=")) node.from = *first;
    if (sign.is(">")) node.from = *first + 1;
    if (sign.is("=") || sign.is("<=")) node.until = *first + 1;
    if (sign.is("<")) node.until = *first;
    if (compares) return node;
    if (!accept("TO")) return not_a_filter(text_.substr(at_), "=, <, <=, >, >= or TO");
    const auto last = seconds();
    if (!last) return last.error();
    node.from = *first;
    node.until = *last + 1;
    return node;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int conditions_ = 0;
};

Node leaf(Node::Kind kind, std::vector<std::string> words) {
  Node node;
  node.kind = kind;
  for (const std::string& word : words) node.value += (node.value.empty() ? "" : " ") + word;
  node.words = std::move(words);
  return node;
}

Node word_or_beginning(const std::string& word) {
  constexpr std::size_t kShortestBeginning = 3;
  Node whole = leaf(Node::Kind::Word, {word});
  if (word.size() < kShortestBeginning) return whole;
  std::vector<Node> either;
  either.push_back(std::move(whole));
  either.push_back(leaf(Node::Kind::Prefix, {word}));
  return combined(Node::Kind::Or, std::move(either));
}

}  // namespace

Result<std::optional<Node>> parse_meilisearch_filter(std::string_view text) {
  return FilterParser(text).parse();
}

std::optional<Node> meilisearch_words(std::string_view q, bool completes) {
  constexpr std::size_t kMostWords = 10;
  std::vector<Node> nodes;
  while (!q.empty() && nodes.size() < kMostWords) {
    const bool shut_out = q.front() == '-';
    if (shut_out || q.front() == ' ') q.remove_prefix(1);
    if (q.empty() || (!shut_out && q.front() == ' ')) continue;
    const bool phrase = q.front() == '"';
    if (phrase) q.remove_prefix(1);
    const std::string_view piece = q.substr(0, q.find(phrase ? '"' : ' '));
    q.remove_prefix(std::min(q.size(), piece.size() + 1));
    const std::vector<std::string> words = folded_words(piece);
    if (words.empty()) continue;
    const bool last = trim(q).empty();
    Node node = words.size() > 1 || phrase       ? leaf(Node::Kind::Exact, words)
                : last && completes && !shut_out ? word_or_beginning(words.front())
                                                 : leaf(Node::Kind::Word, words);
    nodes.push_back(shut_out ? negated(std::move(node)) : std::move(node));
  }
  if (nodes.empty()) return std::nullopt;
  return combined(Node::Kind::And, std::move(nodes));
}

}  // namespace backfile
