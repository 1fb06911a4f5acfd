// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/result.h"
#include "server/api/given_parameters.h"
#include "server/render/api_request.h"

namespace backfile {

// The queries of a request, and how they are to be read. InvalidArgument, with the position in the
// query and of the kinds of problem in errors.h.

// The parameters that say how: before any query is read.
Result<void> assign_reading(const GivenParameters& given, ApiRequest& request);

// "q". Only a timeline may have several. `now`: what dates like last:7d count back from.
Result<void> assign_queries(Route route, const Parameter& parameter,
                            const std::vector<std::string>& texts, std::int64_t now,
                            ApiRequest& request);

// "vs".
Result<void> assign_versus(const Parameter& parameter, const std::string& text, std::int64_t now,
                           ApiRequest& request);

}  // namespace backfile
