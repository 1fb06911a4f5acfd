// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/format/html_attribute.h"
#include "indexer/format/html_tag.h"

namespace backfile {

// Index of a node in HtmlTree. Node 0 is the html element.
using NodeId = std::uint32_t;

struct HtmlNode {
  HtmlTag tag = HtmlTag::Other;
  NodeId parent = 0;
  NodeId end = 0;  // One past the last node of the subtree.
  std::uint32_t first_attribute = 0;
  std::uint32_t attribute_count = 0;
  std::string_view text;  // Of Text nodes, entities decoded.
};

// A page as nodes in document order. A subtree is a range, so every walk is a loop: upwards is
// backwards, and skipping a subtree is a jump to `end`. No parser's type is visible.
class HtmlTree {
 public:
  // `utf8` may hold anything; see html_reducer.h for what is bounded.
  explicit HtmlTree(std::string_view utf8);

  NodeId size() const { return static_cast<NodeId>(nodes_.size()); }
  const HtmlNode& operator[](NodeId node) const { return nodes_[node]; }
  HtmlTag tag(NodeId node) const { return nodes_[node].tag; }

  // Entities decoded; empty when the attribute is missing.
  std::string_view attribute(NodeId node, HtmlAttribute attribute) const;
  bool has_attribute(NodeId node, HtmlAttribute attribute) const;

  // First element with the tag in document order, or size().
  NodeId find(HtmlTag tag, NodeId from = 0) const { return find(tag, from, size()); }
  // The same among nodes from..to-1, or `to`.
  NodeId find(HtmlTag tag, NodeId from, NodeId to) const;

  // All text below the node, blanks collapsed.
  std::string text_of(NodeId node) const;

  // Contents of the page's JSON-LD scripts, as written.
  std::span<const std::string> json_ld() const { return json_ld_; }

 private:
  void build(const std::string& html);

  std::vector<HtmlNode> nodes_;
  std::vector<std::pair<HtmlAttribute, std::string_view>> attributes_;
  std::vector<std::string> json_ld_;
  // Holds the bytes that the views point to.
  std::unique_ptr<std::pmr::monotonic_buffer_resource> memory_;
};

}  // namespace backfile
