// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "server/search/search.h"

namespace backfile {

// The marks of a snippet in Unicode code points instead of bytes.
std::vector<std::pair<std::size_t, std::size_t>> marks_in_code_points(const Snippet& snippet);

// The snippet as HTML: everything escaped, the marks as <mark> elements.
std::string marked_html(const Snippet& snippet);

}  // namespace backfile
