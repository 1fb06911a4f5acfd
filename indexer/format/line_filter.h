// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "indexer/format/text_blocks.h"

namespace backfile {

// What the page's metadata says and its text need not repeat.
struct ArticleHead {
  std::string headline;
  std::vector<std::string> authors;
};

// Leaves out junk lines, short paragraphs of links, the headline, byline and date line at the top,
// exact repeats, tiny fragments without punctuation, text that is markup, and after the end
// headings, dates and small print.
std::vector<TextBlock> filter_lines(std::vector<TextBlock> blocks, const ArticleHead& head);

}  // namespace backfile
