// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "server/api/parameters.h"
#include "server/search/ranking_settings.h"

namespace backfile {

// Each request has one address: what stands there of the value of a parameter.

// The one spelling of a value: 1.60 is 1.6.
std::string canonical_value(const Parameter& parameter, const std::string& value);

// Whether a value is what the parameter means anyway when it is not given.
bool is_default(const Parameter& parameter, const std::string& value);

// The setting that a parameter of the kind Ranking is about.
const RankingSetting& setting_of(const Parameter& parameter);

}  // namespace backfile
