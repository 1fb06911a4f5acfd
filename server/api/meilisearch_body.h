// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "common/result.h"

namespace backfile {

// What a search of Meilisearch with GET has in its address, not decoded, as the JSON that it would
// have in its body with POST. InvalidArgument.
Result<std::string> meilisearch_body(std::string_view query);

}  // namespace backfile
