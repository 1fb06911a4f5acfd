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

}  // namespace backfile
