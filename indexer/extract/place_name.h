// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backfile {

// Whether `text` can be the name of a place: one to six words with capitals, without digits and
// without words of the trade ("Staff", "Update").
bool looks_like_place(std::string_view text);

// At least two letters, and none of them small.
bool is_in_capitals(std::string_view text);

// A place in the letters of running text: "RIO DE JANEIRO" becomes "Rio de Janeiro". A name that
// is not in capitals stays as it is.
std::string place_in_running_text(std::string_view place);

}  // namespace backfile
