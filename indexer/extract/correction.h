// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace backfile {

// Whether an article says of itself that it has been corrected: by its headline ("CORRECTED-..."),
// or by a line among the first three or last four of its text that begins like a note of
// correction, in nine languages. `text` has one line a paragraph at least.
bool says_corrected(std::string_view title, std::string_view text);

}  // namespace backfile
