// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace backfile {

// The version of the Xapian library that is running, which need not be the one compiled against.
std::string engine_version();

}  // namespace backfile
