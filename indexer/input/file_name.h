// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backfile {

// The last part of a path, without the endings of compression.
std::string file_name_of(std::string_view path);

// Whether a name within a folder or an archive is passed over: it begins with a dot, or tells about
// a collection and is no part of it (README, LICENSE, COPYING, NOTICE and CHANGELOG with any
// ending).
bool is_passed_over(std::string_view name);

}  // namespace backfile
