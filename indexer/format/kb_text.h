// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backfile {

// The paragraphs of a file in which Koninklijke Bibliotheek keeps the words of one article of a
// newspaper: <text> with <title> and <p>. Empty for anything else.
std::string kb_text(std::string_view bytes);

}  // namespace backfile
