// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace backfile {

// SGML collections of news are no XML: "&" and "<" stand bare, references to control characters
// and end tags are optional. So their elements are found by their tags alone.
struct SgmlElement {
  std::string_view attributes;
  std::string_view content;
  std::size_t begin = 0;  // Of the start tag, in the text that was searched.
  std::size_t end = 0;    // Behind the end tag.
};

// The first element with the name, in exactly these letters, that has an end tag.
std::optional<SgmlElement> find_sgml_element(std::string_view text, std::string_view name);

// The value of name="value", or empty.
std::string_view sgml_attribute(std::string_view attributes, std::string_view name);

// References decoded, those to control characters dropped.
std::string decode_sgml(std::string_view text);

// The same on one line.
std::string sgml_line(std::string_view content);

}  // namespace backfile
