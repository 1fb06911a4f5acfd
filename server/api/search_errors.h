// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result.h"
#include "server/render/api_request.h"

namespace backfile {

// What went wrong in a search, in the terms of the API.
Error explained(Error error, const ApiRequest& request);

}  // namespace backfile
