// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory_resource>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/format/xml_tree.h"

namespace backfile {

// What an XmlTree holds; for xml_tree.cpp and xml_element.cpp only.
struct XmlTree::Nodes {
  struct Node {
    std::string_view name;  // Empty for a text.
    std::string_view text;
    std::uint32_t end = 0;  // One past the last node of the subtree.
    std::uint32_t line = 0;
    std::uint32_t first_attribute = 0;
    std::uint32_t attribute_count = 0;
    bool is_closed = false;
  };

  std::span<const std::pair<std::string_view, std::string_view>> attributes_of(
      const Node& node) const {
    return {attributes.data() + node.first_attribute, node.attribute_count};
  }

  std::vector<Node> nodes;
  std::vector<std::pair<std::string_view, std::string_view>> attributes;

  // A copy that lives as long as the nodes.
  std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    auto* bytes = static_cast<char*>(memory.allocate(text.size(), 1));
    std::copy(text.begin(), text.end(), bytes);
    return {bytes, text.size()};
  }

  std::pmr::monotonic_buffer_resource memory;
  std::optional<Error> error;
};

}  // namespace backfile
