// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>
#include <string_view>

#include "server/query/ast.h"
#include "server/query/date_range.h"
#include "server/query/dialect_printer.h"
#include "server/query/length_range.h"
#include "server/query/proximity.h"

namespace backfile {
namespace {

bool is_group(const Node& node) {
  switch (node.kind) {
    case Node::Kind::And:
    case Node::Kind::Or:
    case Node::Kind::Not:
    case Node::Kind::Near: return true;
    case Node::Kind::AtLeast:
    case Node::Kind::Word:
    case Node::Kind::Exact:
    case Node::Kind::Prefix:
    case Node::Kind::Pattern:
    case Node::Kind::Fuzzy:
    case Node::Kind::Keyword:
    case Node::Kind::Length:
    case Node::Kind::Date: return false;
  }
  return false;
}

std::string operand(const Node& node) {
  return is_group(node) ? '(' + to_string(node) + ')' : to_string(node);
}

std::string joined(const Node& node, std::string_view separator) {
  std::string text;
  for (const Node& child : node.children) {
    if (!text.empty()) text += separator;
    text += operand(child);
  }
  return text;
}

std::string leaf(const Node& node) {
  switch (node.kind) {
    case Node::Kind::Word: return node.value;
    case Node::Kind::Exact: return (node.as_written ? "==" : "") + in_marks(node.value);
    case Node::Kind::Prefix: return node.value + '*';
    case Node::Kind::Pattern: return node.value;
    case Node::Kind::Fuzzy: return node.value + '~' + std::to_string(node.count);
    case Node::Kind::Keyword: return in_marks(node.value);
    case Node::Kind::Date: return to_string(DateRange{node.from, node.until});
    case Node::Kind::Length: return length_range_text(node.from, node.until);
    case Node::Kind::And:
    case Node::Kind::Or:
    case Node::Kind::Near:
    case Node::Kind::AtLeast:
    case Node::Kind::Not: break;
  }
  return {};
}

}  // namespace

bool has_places(const Node& node) {
  switch (node.kind) {
    case Node::Kind::Or: return std::ranges::all_of(node.children, has_places);
    case Node::Kind::Near:
    case Node::Kind::Word:
    case Node::Kind::Exact:
    case Node::Kind::Prefix:
    case Node::Kind::Pattern:
    case Node::Kind::Fuzzy: return true;
    case Node::Kind::And:
    case Node::Kind::Not:
    case Node::Kind::AtLeast:
    case Node::Kind::Keyword:
    case Node::Kind::Length:
    case Node::Kind::Date: return false;
  }
  return false;
}

std::string to_string(const Node& node) {
  switch (node.kind) {
    case Node::Kind::And: return joined(node, " AND ");
    case Node::Kind::Or: return joined(node, " OR ");
    case Node::Kind::Not: return "NOT " + operand(node.children[0]);
    case Node::Kind::Near: return joined(node, ' ' + to_string(node.nearness) + ' ');
    case Node::Kind::AtLeast:
      return "ATLEAST" + std::to_string(node.count) + '(' + to_string(node.children[0]) + ')';
    case Node::Kind::Word:
    case Node::Kind::Exact:
    case Node::Kind::Prefix:
    case Node::Kind::Pattern:
    case Node::Kind::Fuzzy:
    case Node::Kind::Keyword:
    case Node::Kind::Length:
    case Node::Kind::Date: break;
  }
  const std::string text = leaf(node);
  return node.field ? std::string(field(*node.field).name) + ':' + text : text;
}

}  // namespace backfile
