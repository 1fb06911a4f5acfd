// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace backfile {

// Where the page's files are unless somebody says otherwise: beside the installed program
// (../share/backfile/web from its directory), else in the source tree that it was built from.
std::string default_web_directory();

}  // namespace backfile
