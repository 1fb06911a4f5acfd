// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "common/article.h"
#include "common/result.h"

namespace backfile {

// The first `most` articles of files of JSON Lines, as backfile-index extract prints them. "-" is
// standard input.
Result<std::vector<Article>> read_articles(
    const std::vector<std::string>& paths,
    std::size_t most = std::numeric_limits<std::size_t>::max());

}  // namespace backfile
