// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backfile {

// Text for XML 1.0 and HTML, in an element or between quotes: what has a meaning there is escaped,
// what XML does not allow (controls, U+FFFE and U+FFFF) is left out. REQUIRES: valid UTF-8.
std::string escaped(std::string_view text);

// "<name>text</name>", or nothing for an empty text.
std::string element(std::string_view name, std::string_view text);

}  // namespace backfile
