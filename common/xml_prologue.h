// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

#include "common/ascii.h"

namespace backfile {

// What stands before the first element of an XML document, and the name of that element: enough to
// say which format a file has without parsing it. Texts are UTF-8, and need not be XML at all.

// Letters beyond ASCII pass without a closer look.
constexpr bool begins_xml_name(char c) {
  return is_ascii_letter(c) || c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}
constexpr bool is_xml_name_character(char c) {
  return begins_xml_name(c) || is_digit(c) || c == '-' || c == '.';
}

// The end of a comment, a processing instruction or a document type at `at`, the length of the text
// if it has no end; `at` itself when none of them stands there.
std::size_t end_of_xml_aside(std::string_view text, std::size_t at);

// The length of the blanks, comments, declarations and document types but those of HTML that stand
// before the first element; 0 when they do not end within 64 KiB.
std::size_t xml_prologue_length(std::string_view utf8);

// The name in the first start tag, without its prefix: "rss", "RDF". Empty when the first thing
// behind declarations and comments is no start tag. Reads the beginning only.
std::string_view xml_root_name(std::string_view utf8);

}  // namespace backfile
