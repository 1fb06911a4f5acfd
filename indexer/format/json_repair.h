// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backfile {

// JSON as pages embed it, made strict where it can be: comment and CDATA wrappers, raw control
// characters and lone quotes inside of strings, wrong escapes, trailing commas, quotes written as
// entities. Valid JSON keeps its meaning.
std::string repair_json(std::string_view text);

}  // namespace backfile
