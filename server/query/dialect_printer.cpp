// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/dialect_printer.h"

#include "common/date.h"
#include "common/utf8.h"
#include "server/query/convert.h"
#include "server/query/parser.h"
#include "server/query/query_text.h"
#include "server/query/syntax_error.h"

namespace backfile {
namespace {

constexpr std::int64_t kDay = 86'400;

bool is_day_edge(std::int64_t seconds) { return seconds % kDay == 0; }

std::string day_of(std::int64_t seconds) {
  return to_iso(Timestamp{seconds, DatePrecision::Day, std::nullopt});
}

bool has_quote(std::string_view value, QuoteFamily family) {
  for (std::size_t i = 0; i < value.size();) {
    const UChar32 c = next_code_point(value, &i);
    if (c >= 0 && quote_family(static_cast<char32_t>(c)) == family) return true;
  }
  return false;
}

}  // namespace

Result<std::string> DialectPrinter::print(const Node& node) {
  switch (node.kind) {
    case Node::Kind::And: return print_and(node);
    case Node::Kind::Or: return print_or(node);
    case Node::Kind::Not: return print_not(node);
    case Node::Kind::Near: return print_near(node);
    case Node::Kind::AtLeast: return print_at_least(node);
    case Node::Kind::Word:
    case Node::Kind::Exact:
    case Node::Kind::Prefix:
    case Node::Kind::Pattern:
    case Node::Kind::Fuzzy:
    case Node::Kind::Keyword:
    case Node::Kind::Date:
    case Node::Kind::Length: break;
  }
  Result<std::string> text = print_leaf(node);
  if (!text || node.kind == Node::Kind::Length) return text;
  const Result<Query> read = parse_query(*text, {.syntax = syntax_, .language = node.language});
  if (read && read->root == node) return text;
  return not_expressible(node, "this, which it would read otherwise,");
}

Result<std::string> DialectPrinter::print_and(const Node& node) { return joined(node, and_sign()); }

Result<std::string> DialectPrinter::print_or(const Node& node) { return joined(node, or_sign()); }

Result<std::string> DialectPrinter::joined(const Node& node, std::string_view sign) {
  std::string text;
  for (const Node& child : node.children) {
    const Result<std::string> part = operand(child);
    if (!part) return part;
    if (!text.empty()) text += sign;
    text += *part;
  }
  return text;
}

Result<std::string> DialectPrinter::operand(const Node& node) {
  Result<std::string> text = print(node);
  if (!text || node.children.empty() || node.kind == Node::Kind::AtLeast) return text;
  return '(' + *text + ')';
}

Error DialectPrinter::not_expressible(const Node& node, std::string_view what) const {
  const std::string ours = to_string(node);
  Error error{ErrorCode::InvalidArgument, std::string(product_) + " has no words for " +
                                              std::string(what) + " as in " + in_quotes(ours) +
                                              "."};
  error.detail.kind = "not_expressible";
  error.detail.parameter = "q";
  error.detail.position = node.origin.position;
  error.detail.found = ours;
  return error;
}

std::string in_marks(const std::string& value) {
  if (!has_quote(value, QuoteFamily::Double)) return '"' + value + '"';
  if (!has_quote(value, QuoteFamily::Angle)) return "«" + value + "»";
  return "「" + value + "」";
}

std::optional<DayRange> day_range(const Node& date) {
  DayRange range;
  if (date.from != kOpenFrom) {
    if (!is_day_edge(date.from)) return std::nullopt;
    range.first = day_of(date.from);
  }
  if (date.until != kOpenUntil) {
    if (!is_day_edge(date.until)) return std::nullopt;
    range.last = day_of(date.until - 1);
  }
  return range;
}

Result<std::string> print_as(Syntax syntax, const Node& node) {
  switch (syntax) {
    case Syntax::Backfile: break;
    case Syntax::Nexis: return print_nexis(node);
    case Syntax::Factiva: return print_factiva(node);
    case Syntax::Lucene: return print_lucene(node);
    case Syntax::Simple: return print_simple(node);
  }
  return to_string(node);
}

}  // namespace backfile
