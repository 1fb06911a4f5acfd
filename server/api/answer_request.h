// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "common/result.h"
#include "server/api/call.h"
#include "server/http/message.h"
#include "server/render/api_request.h"

namespace backfile {

// What went wrong in a search, in the terms of the API.
Error explained(Error error, const ApiRequest& request);

// The response with what was searched for, for the log.
HttpResponse with_search(HttpResponse response, const ApiRequest& request);

// answer() to the parameters of a call, as they are understood at this moment, or why they cannot
// be. `prepare`, if any, completes or refuses the request before anything is looked up.
HttpResponse answer_request(const Call& call,
                            const std::function<Result<Made>(const ApiRequest&)>& make,
                            const std::function<Result<void>(ApiRequest&)>& prepare = {});

}  // namespace backfile
