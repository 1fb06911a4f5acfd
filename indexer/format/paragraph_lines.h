// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace backfile {

// A line of a text that is not blank, with blanks collapsed and trimmed.
struct TextLine {
  std::string text;
  bool after_blank_line = false;
};

std::vector<TextLine> text_lines(std::string_view text);

// Whether a line ends as sentences do, in any script that ends them with a mark, or with a closing
// quote or bracket.
bool ends_like_prose(std::string_view line);

// Paragraphs separated by one blank line. Each line is a paragraph, unless the lines were wrapped
// by hand at one width and paragraphs are parted by blank lines.
std::string join_paragraphs(const std::vector<TextLine>& lines);

}  // namespace backfile
