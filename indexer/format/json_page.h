// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "indexer/format/json_object.h"

namespace backfile {

// The articles of what an API answered, a page of a list of them; none for other records.
std::vector<JsonObject> listed_articles(const JsonObject& page);

}  // namespace backfile
