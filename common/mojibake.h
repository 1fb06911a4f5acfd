// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backfile {

// Undoes UTF-8 that was read as Latin-1 or windows-1252 and written as UTF-8 again: "cafÃ©" and
// "itâ€™s" become "café" and "it’s". Only sequences that are UTF-8 in their bytes are touched, and
// only in texts with two that nobody can have meant, or one of three signs, so that a lone "Ã©"
// stays. `utf8` must be valid.
std::string repair_mojibake(std::string utf8);

}  // namespace backfile
