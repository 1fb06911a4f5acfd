// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/engine.h"

#include <xapian.h>

namespace backfile {

std::string engine_version() { return Xapian::version_string(); }

}  // namespace backfile
