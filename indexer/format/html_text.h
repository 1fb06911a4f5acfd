// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backfile {

// A fragment of markup to its text: paragraphs separated by one blank line, entities decoded,
// scripts, styles and captions of pictures left out. Markup that was escaped once too often is
// taken for markup.
std::string html_to_text(std::string_view fragment);

// The same on one line, for titles and names; of the first 64 KiB.
std::string html_to_line(std::string_view fragment);

// Text of a page in which entities are left, because they had been escaped twice: "&amp;" and
// "&#8217;" become what they stand for, lines stay lines, and "<" is no markup.
std::string without_left_entities(std::string text);

}  // namespace backfile
