// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/query/ast.h"

namespace backfile {

// Trees that nobody has written.

// Two or more nodes under one of `kind`, And or Or, or one as it is; those of the same kind are
// taken apart. REQUIRES: at least one.
inline Node combined(Node::Kind kind, std::vector<Node> nodes) {
  std::vector<Node> parts;
  for (Node& node : nodes) {
    if (node.kind == kind) {
      std::ranges::move(node.children, std::back_inserter(parts));
    } else {
      parts.push_back(std::move(node));
    }
  }
  if (parts.size() == 1) return std::move(parts.front());
  Node whole;
  whole.kind = kind;
  whole.children = std::move(parts);
  return whole;
}

inline Node any_of(std::vector<Node> nodes) { return combined(Node::Kind::Or, std::move(nodes)); }
inline Node all_of(std::vector<Node> nodes) { return combined(Node::Kind::And, std::move(nodes)); }

// What does not match the node.
inline Node negated(Node node) {
  if (node.kind == Node::Kind::Not) {
    Node inner = std::move(node.children.front());
    return inner;
  }
  Node result;
  result.kind = Node::Kind::Not;
  result.children.push_back(std::move(node));
  return result;
}

// A value of a field that is searched by its whole value, not empty.
inline Node whole_value(FieldId field, std::string value) {
  Node node;
  node.kind = Node::Kind::Keyword;
  node.field = field;
  node.value = std::move(value);
  return node;
}

// Folded words next to each other, in a field or anywhere.
inline Node exact_phrase(std::vector<std::string> words,
                         std::optional<FieldId> where = std::nullopt) {
  Node node;
  node.kind = Node::Kind::Exact;
  node.field = where;
  for (const std::string& word : words) node.value += (node.value.empty() ? "" : " ") + word;
  node.words = std::move(words);
  return node;
}

// A folded word as it stands.
inline Node exact_word(std::string word, std::optional<FieldId> where = std::nullopt) {
  return exact_phrase({std::move(word)}, where);
}

}  // namespace backfile
