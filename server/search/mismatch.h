// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "common/article.h"
#include "common/result.h"
#include "server/search/locate.h"
#include "server/search/why.h"
#include "server/search/work.h"

namespace backfile {

// All that keeps an article of the archive out of the result of a search: each filter that it does
// not pass, and the smallest parts of the query that it does not match. Empty when it is in it.
Result<std::vector<WhyReason>> find_mismatches(const Work& work, const SearchRequest& request,
                                               const Article& article, const Location& location);

}  // namespace backfile
