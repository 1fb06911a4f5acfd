// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/html_tree.h"

#include <gumbo.h>

#include <cstddef>

#include "common/text.h"
#include "indexer/format/html_reducer.h"

namespace backfile {
namespace {

void* allocate(void* memory, std::size_t size) {
  return static_cast<std::pmr::monotonic_buffer_resource*>(memory)->allocate(
      size == 0 ? 1 : size, alignof(std::max_align_t));
}

// The whole memory is dropped with the tree; freeing node by node would recurse.
void deallocate(void*, void*) {}

const GumboVector* children_of(const GumboNode& node) {
  if (node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE) {
    return &node.v.element.children;
  }
  return nullptr;
}

HtmlTag tag_of(const GumboNode& node) {
  if (node.v.element.tag == GUMBO_TAG_UNKNOWN) return HtmlTag::Other;
  return html_tag(gumbo_normalized_tagname(node.v.element.tag));
}

struct OpenNode {
  const GumboNode* node;
  NodeId id;
  unsigned next_child;
};

}  // namespace

HtmlTree::HtmlTree(std::string_view utf8)
    : memory_(std::make_unique<std::pmr::monotonic_buffer_resource>()) {
  ReducedHtml reduced = reduce_html(utf8);
  json_ld_ = std::move(reduced.json_ld);
  build(reduced.html);
}

void HtmlTree::build(const std::string& html) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = allocate;
  options.deallocator = deallocate;
  options.userdata = memory_.get();
  options.max_errors = 0;
  const GumboOutput* output = gumbo_parse_with_options(&options, html.data(), html.size());

  nodes_.reserve(html.size() / 24 + 16);
  std::vector<OpenNode> open;
  const auto enter = [&](const GumboNode& node) {
    const auto id = static_cast<NodeId>(nodes_.size());
    HtmlNode made;
    made.parent = open.empty() ? 0 : open.back().id;
    made.end = id + 1;
    const GumboVector* children = children_of(node);
    if (children == nullptr) {
      if (node.type == GUMBO_NODE_COMMENT || node.type == GUMBO_NODE_DOCUMENT) return;
      made.tag = HtmlTag::Text;
      made.text = node.v.text.text;
      nodes_.push_back(made);
      return;
    }
    made.tag = tag_of(node);
    made.first_attribute = static_cast<std::uint32_t>(attributes_.size());
    const GumboVector& attributes = node.v.element.attributes;
    for (unsigned i = 0; i < attributes.length; ++i) {
      const auto& attribute = *static_cast<const GumboAttribute*>(attributes.data[i]);
      const auto name = html_attribute(made.tag, attribute.name);
      if (name) attributes_.emplace_back(*name, attribute.value);
    }
    made.attribute_count = static_cast<std::uint32_t>(attributes_.size()) - made.first_attribute;
    nodes_.push_back(made);
    open.push_back({&node, id, 0});
  };

  enter(*output->root);
  while (!open.empty()) {
    OpenNode& top = open.back();
    const GumboVector& children = *children_of(*top.node);
    if (top.next_child < children.length) {
      enter(*static_cast<const GumboNode*>(children.data[top.next_child++]));
      continue;
    }
    nodes_[top.id].end = static_cast<NodeId>(nodes_.size());
    open.pop_back();
  }
}

std::string_view HtmlTree::attribute(NodeId node, HtmlAttribute attribute) const {
  const HtmlNode& owner = nodes_[node];
  for (std::uint32_t i = 0; i < owner.attribute_count; ++i) {
    const auto& [name, value] = attributes_[owner.first_attribute + i];
    if (name == attribute) return value;
  }
  return {};
}

bool HtmlTree::has_attribute(NodeId node, HtmlAttribute attribute) const {
  const HtmlNode& owner = nodes_[node];
  for (std::uint32_t i = 0; i < owner.attribute_count; ++i) {
    if (attributes_[owner.first_attribute + i].first == attribute) return true;
  }
  return false;
}

NodeId HtmlTree::find(HtmlTag tag, NodeId from, NodeId to) const {
  for (NodeId node = from; node < to; ++node) {
    if (nodes_[node].tag == tag) return node;
  }
  return to;
}

std::string HtmlTree::text_of(NodeId node) const {
  std::string text;
  for (NodeId inner = node; inner < nodes_[node].end; ++inner) {
    const HtmlNode& part = nodes_[inner];
    if (part.tag == HtmlTag::Text) text.append(part.text);
    if (part.tag == HtmlTag::Br || is_block(part.tag)) text.push_back(' ');
  }
  return collapse_blanks(text);
}

}  // namespace backfile
