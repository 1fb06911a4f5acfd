// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "common/archive/manifest.h"
#include "common/result.h"
#include "indexer/index/spool.h"

namespace backfile {

// Articles under an embargo wait in a file of the archive, which no server reads, until a run finds
// that their time has come. So a revision shows the same at any time.

// Puts what `manifest` holds before the articles of the spool: it came earlier.
Result<void> take_held(const std::string& directory, const Manifest& manifest, Spool* spool);

// Writes the articles that are to wait from now on and enters them into `manifest`; false when they
// are those that wait already.
Result<bool> hold(const std::string& directory, const Spool& spool,
                  const std::vector<SpooledArticle>& articles, Manifest* manifest);

}  // namespace backfile
