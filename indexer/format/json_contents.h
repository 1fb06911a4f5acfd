// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/article.h"
#include "indexer/format/json_object.h"

namespace backfile {

// The Washington Post's collection keeps a story as a list of typed parts, "contents". Adds to the
// article what it has not got from elsewhere in the record; other records have no such parts.
void read_contents(const JsonObject& record, Article* article);

}  // namespace backfile
