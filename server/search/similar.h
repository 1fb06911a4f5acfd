// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/result.h"
#include "server/search/archive.h"
#include "server/search/search.h"

namespace backfile {

struct SimilarRequest {
  SearchRequest search;  // Query, filters, page_size: what the similar articles must match.
  std::string id;
};

struct SimilarAnswer {
  std::vector<std::string> words;  // By which they were found, the weightiest first. Of scripts
                                   // without blanks pairs of letters.
  SearchResult result;             // The total is that of the articles with any of the words.
};

// So many words stand for an article.
inline constexpr std::size_t kWordsOfArticle = 25;

// Articles about the same as one: those that have the words which are frequent in it and rare in
// the archive, ranked by these words as a query of them would be. NotFound, Gone and the errors of
// Archive::search().
Result<SimilarAnswer> find_similar(const Archive& archive, const SimilarRequest& request);

}  // namespace backfile
