// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/format/html_tree.h"

namespace backfile {

// Which subtrees are left out; a flag on a node holds for all below it.
using DroppedNodes = std::vector<char>;

// What a subtree holds, in code points with blanks collapsed.
struct Mass {
  std::uint32_t text = 0;
  std::uint32_t link_text = 0;  // The part of `text` inside of links.
  std::uint32_t links = 0;
  // Text of paragraphs: what blocks hold directly, when it is long enough and mostly no link.
  // Menus, lists of links and captions have next to none, so it finds the article.
  std::uint32_t paragraphs = 0;

  double link_share() const {
    return text == 0 ? 0.0 : static_cast<double>(link_text) / static_cast<double>(text);
  }
};

// One entry a node of the tree; nodes below dropped ones are zero.
std::vector<Mass> measure_mass(const HtmlTree& tree, const DroppedNodes& dropped);

// Code points, a run of blanks counted as one, none at the ends.
std::uint32_t text_length(std::string_view utf8);

}  // namespace backfile
