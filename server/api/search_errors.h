// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result.h"
#include "server/http/message.h"
#include "server/render/api_request.h"

namespace backfile {

// What went wrong in a search, in the terms of the API.
Error explained(Error error, const ApiRequest& request);

// The response with what was searched for, for the log.
HttpResponse with_search(HttpResponse response, const ApiRequest& request);

}  // namespace backfile
