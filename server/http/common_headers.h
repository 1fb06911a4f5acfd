// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/message.h"

namespace backfile {

// What every response says: the date, and what a browser may do with it.
void add_common_headers(HttpResponse& response);

}  // namespace backfile
