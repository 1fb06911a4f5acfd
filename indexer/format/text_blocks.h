// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/format/html_tree.h"
#include "indexer/format/paragraph_mass.h"

namespace backfile {

// One paragraph of a page.
struct TextBlock {
  std::string text;              // Blanks collapsed; a single br is a newline.
  HtmlTag tag = HtmlTag::Other;  // The block element around it.
  NodeId node = 0;               // Of that element.
  std::uint32_t length = 0;      // In code points.
  std::uint32_t link_length = 0;
  bool small_print = false;  // All of it.

  double link_share() const {
    return length == 0 ? 0.0 : static_cast<double>(link_length) / static_cast<double>(length);
  }
};

// The paragraphs below `root` in reading order, without what is dropped: a block element or two br
// in a row end one.
std::vector<TextBlock> text_blocks(const HtmlTree& tree, NodeId root, const DroppedNodes& dropped);

}  // namespace backfile
