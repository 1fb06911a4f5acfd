// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backfile {

// The BCP 47 primary tag of the language that `text` (valid UTF-8) is written in. `prior` is what
// the record or page says, or empty; it stands when the text is shorter than 200 bytes or the
// detection is not sure. Empty when nothing is known.
std::string language_of(std::string_view text, std::string_view prior);

}  // namespace backfile
