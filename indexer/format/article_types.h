// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace backfile {

// How surely a type of schema.org is that of a news article, from 1 to 4; 0 for all others. `type`
// may be an address ("https://schema.org/NewsArticle") or have a prefix ("schema:NewsArticle").
int rank_of_type(std::string_view type);

}  // namespace backfile
