// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "common/result.h"
#include "server/query/ast.h"
#include "server/search/doc_ids.h"
#include "server/search/matches.h"
#include "server/search/reader.h"

namespace backfile {

// An article whose title has all words of a query.
struct TitleMatch {
  std::uint32_t docid;
  float share;  // Of the words of the title those that the query asks for: above 0, at most 1.
};

// Whether titles are looked at for a query with these leaves: two words or more, none of them asked
// for elsewhere than in titles, none with wildcards or wrong letters, none that must stand as
// written.
bool can_be_a_title(const std::vector<const Node*>& leaves);

// Those of `documents` in one segment, ascending. `leaves`: as above, the rarest first, so that
// few lists are read where nothing is found. Errors as find_matches().
Result<std::vector<TitleMatch>> match_titles(const MatchScope& scope, Reader& reader,
                                             const std::vector<const Node*>& leaves,
                                             const DocIds& documents, std::size_t segment);

}  // namespace backfile
