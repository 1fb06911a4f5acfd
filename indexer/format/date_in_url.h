// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "common/date.h"

namespace backfile {

// The day in a path like /2017/01/19/ or /2017-01-19-, or nothing.
std::optional<Timestamp> date_in_url(std::string_view url);

}  // namespace backfile
