// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "common/result.h"

namespace backfile {

// The names in a folder, sorted, without "." and "..". A folder that cannot be read to its end is
// an error, with the path: NoInput, Permission or Io.
Result<std::vector<std::string>> list_names(const std::string& folder);

}  // namespace backfile
