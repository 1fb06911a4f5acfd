// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "common/archive/manifest.h"
#include "common/archive/removals.h"
#include "indexer/index/known_articles.h"
#include "indexer/index/spool.h"
#include "indexer/index/withdrawals.h"

namespace backfile {

// Heeds the messages of a batch. Those that cancel or withhold an article, their own or another
// one, become withdrawals; a correction gets the id of what it corrects, under which what came of
// it before is a version, too. Articles that are nothing but a message leave `articles`; returns
// how many. `now`: seconds.
std::uint64_t heed_messages(std::int64_t now, const KnownArticles& known,
                            std::vector<SpooledArticle>* articles, Manifest* manifest,
                            Removals* removals, Withdrawals* withdrawals);

}  // namespace backfile
