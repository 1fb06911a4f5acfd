// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "common/date.h"

namespace backfile {

// A date that means something only together with the moment when its page was fetched (`captured`,
// seconds since 1970): "2 hours ago", "vor 3 Tagen", "yesterday, 16:26", "hier", and a date without
// its year: "19 January", of the last year that does not put it into the future. In nine languages.
// Hours give a day, weeks and months a month: nobody counts them exactly. Days are those of UTC.
// Nothing when the text is something else, or needs no moment.
std::optional<Timestamp> parse_relative_date(std::string_view text, std::int64_t captured,
                                             const DateHints& hints = {});

}  // namespace backfile
