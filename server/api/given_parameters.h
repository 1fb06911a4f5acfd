// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "server/api/parameters.h"
#include "server/api/routes.h"

namespace backfile {

// The parameters of a request by row of kParameters, so that they stand in canonical order; each
// with at least one value, none of them empty.
using GivenParameters = std::map<const Parameter*, std::vector<std::string>>;

// The query part of a target, decoded and checked against the table: each parameter is known on
// this route and given once unless it may be repeated. Values are not looked at yet. An empty value
// counts as not given, as forms send it.
Result<GivenParameters> given_parameters(Route route, std::string_view query);

// The error of kind "bad_value" for a value of a known parameter.
Error bad_value(const Parameter& parameter, std::string_view found, std::string message);

}  // namespace backfile
