// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/without_part.h"

#include <utility>
#include <vector>

namespace backfile {
namespace {

// Operands that are of the kind of their group are taken into it.
std::optional<Node> regrouped(const Node& group, std::vector<Node> operands) {
  if (operands.empty()) return std::nullopt;
  if (operands.size() == 1) return std::move(operands.front());
  Node node = group;
  node.children.clear();
  const bool flat = node.kind == Node::Kind::And || node.kind == Node::Kind::Or;
  for (Node& operand : operands) {
    if (flat && operand.kind == node.kind) {
      for (Node& child : operand.children) node.children.push_back(std::move(child));
    } else {
      node.children.push_back(std::move(operand));
    }
  }
  return node;
}

}  // namespace

std::optional<Node> without_part(const Node& root, std::span<const std::size_t> path) {
  if (path.empty()) return std::nullopt;
  std::vector<Node> operands;
  for (std::size_t i = 0; i < root.children.size(); ++i) {
    std::optional<Node> left = i == path.front() ? without_part(root.children[i], path.subspan(1))
                                                 : std::optional<Node>(root.children[i]);
    if (left) operands.push_back(*std::move(left));
  }
  if (root.kind == Node::Kind::Not || root.kind == Node::Kind::AtLeast) {
    if (operands.empty()) return std::nullopt;
    Node node = root;
    node.children = std::move(operands);
    return node;
  }
  const bool pair = root.kind == Node::Kind::Near;
  const bool one_sided = pair && root.nearness.relation == Node::Nearness::Relation::NotWithin;
  if (one_sided && operands.size() == 1 && path.front() == 0) return std::nullopt;
  return regrouped(root, std::move(operands));
}

}  // namespace backfile
