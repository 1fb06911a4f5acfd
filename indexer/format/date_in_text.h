// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "common/date.h"

namespace backfile {

// The first date of day precision or finer that stands somewhere in a line: "By Jane Doe | Jan 19,
// 2017 4:32 pm". Meant for lines of up to a few hundred bytes; longer ones hold no date line.
std::optional<Timestamp> date_in_text(std::string_view line, const DateHints& hints);

}  // namespace backfile
