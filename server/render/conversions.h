// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "server/render/api_request.h"

namespace backfile {

// The query of a request in each of the syntaxes, or in the one that it asks for; where one has no
// words for it, why. REQUIRES: a query that is not empty.
std::string render_conversions(const ApiRequest& request);

}  // namespace backfile
