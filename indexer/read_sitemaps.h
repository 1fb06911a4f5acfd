// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/result.h"
#include "indexer/fetch/fetcher.h"
#include "indexer/format/sitemap_pages.h"

namespace backfile {

// Reads the sitemaps that `places` name: files, packed or not, or addresses. An index of sitemaps
// at an address is followed, to kMostSitemaps of them. An address without a good answer is told in
// the log and costs its dates only; a file that is none, or no sitemap, is an error.
Result<std::shared_ptr<const Sitemap>> read_sitemaps(const std::vector<std::string>& places,
                                                     Fetcher* fetcher);

inline constexpr std::size_t kMostSitemaps = 50;

}  // namespace backfile
