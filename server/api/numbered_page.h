// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "common/result.h"
#include "server/search/archive.h"

namespace backfile {

// Pages that are named by their number, of clients that know no cursors. So many results may be
// passed over.
inline constexpr std::uint32_t kMostPassed = 10'000;

// The page of request.page_size results behind `passed` of them, all of one revision; behind the
// last one a page without results. The request has no cursor. InvalidArgument for more than
// kMostPassed.
Result<SearchResult> search_behind(const Archive& archive, const SearchRequest& request,
                                   std::uint64_t passed);

}  // namespace backfile
