// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "server/render/api_request.h"
#include "server/search/archive.h"

namespace backfile {

std::string render_changes(const ChangesAnswer& answer, const ApiRequest& request);

}  // namespace backfile
