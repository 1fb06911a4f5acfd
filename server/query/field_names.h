// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/schema.h"

namespace backfile {

// The field of a name in any case of ASCII letters, or null.
const Field* find_field_ignoring_case(std::string_view name);

// Whether this is "last", in any case: dates that count back from now.
bool is_relative_date(std::string_view name);

// The field of ours that other systems call `name`, or null.
const Field* field_of_other_system(std::string_view name);

// The field that was probably meant: what other systems call one of ours, or the nearest name by
// edit distance. Null when nothing is near.
const Field* nearest_field(std::string_view name);

// "title:", "text:", ...: what may stand before a colon.
std::vector<std::string> field_prefixes();

}  // namespace backfile
