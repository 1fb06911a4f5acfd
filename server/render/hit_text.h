// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/json_text.h"
#include "server/render/api_request.h"
#include "server/search/search.h"

namespace backfile {

// Writes one result with those of its members that the request asks for.
void add_hit(JsonText& json, const Hit& hit, const ApiRequest& request);

}  // namespace backfile
