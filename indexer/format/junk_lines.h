// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace backfile {

// Whether a whole paragraph is a label or a call and no part of the story: "Advertisement",
// "Read more: ...", "Photo: ...", "(c) 2017 ...", "Follow us on ...". In several languages.
bool is_junk_line(std::string_view paragraph);

}  // namespace backfile
