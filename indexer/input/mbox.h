// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace backfile {

// Whether a line begins a mail in an mbox file: "From address Thu Jan 19 10:56:00 2017". Lines of
// texts that begin with "From " have no date behind it.
bool is_mbox_from_line(std::string_view line);

}  // namespace backfile
