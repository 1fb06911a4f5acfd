// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/format/html_tree.h"
#include "indexer/format/line_filter.h"

namespace backfile {

struct MainText {
  std::string text;          // Paragraphs separated by one blank line; may be empty.
  NodeId container = 0;      // Where it stood.
  std::uint32_t length = 0;  // In code points.
  double link_share = 0;     // Of the text, before paragraphs of links were left out.
};

// The article's text on a page, without navigation, captions, comments, related stories and the
// like. `h1` is the headline's node or 0. Rules:
// docs/extraction.md.
MainText main_text(const HtmlTree& tree, NodeId h1, const ArticleHead& head);

}  // namespace backfile
