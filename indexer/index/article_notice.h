// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/archive/removals.h"
#include "common/article.h"
#include "common/result.h"
#include "indexer/index/spool.h"

namespace backfile {

// What an archive remembers of articles that it does not hold. `now`: seconds.
Notice notice_of(NoticeKind kind, const std::string& id, std::int64_t now);

// Adds where the article was found: the keys of its URLs and its file.
void remember_places(const Article& article, Notice* notice);
Result<void> remember_places(const std::vector<SpooledArticle>& articles, const Spool& spool,
                             Notice* notice);

}  // namespace backfile
