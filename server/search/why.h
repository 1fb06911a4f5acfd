// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/article.h"
#include "common/result.h"
#include "server/search/archive.h"
#include "server/search/search.h"

namespace backfile {

struct WhyRequest {
  SearchRequest search;  // Its query, filters, sort and ranking.
  std::string id;        // Of the article,
  std::string url;       // or an address of it.
};

// Something that keeps an article out of the result.
struct WhyReason {
  // "undated", "outside_dates", "filtered", "lacks", "elsewhere", "phrase_broken", "not_near",
  // "too_few", "shut_out": docs/rest-api.md.
  std::string code;
  std::string clause;  // The part of the query, as it would be written, or the parameter.
  std::string detail;  // For people.
};

enum class WhyOutcome { NotInArchive, Removed, NoMatch, Match };

struct WhyAnswer {
  WhyOutcome outcome = WhyOutcome::NotInArchive;
  std::optional<Article> article;  // When it is in the archive.
  // Of one that was taken out: article_status, removed, reason, as the API's answer 410 has them.
  std::vector<std::pair<std::string, std::string>> removal;
  std::vector<WhyReason> reasons;               // Of NoMatch, all that there are.
  std::uint64_t total = 0;                      // Articles that match.
  std::uint64_t rank = 0;                       // Of Match, from 1, in the order asked for.
  std::optional<ScoreExplanation> explanation;  // Of Match by relevance.
  ArchiveStatus index;
};

// Why an article is, or is not, in the result of a search. Errors as Archive::search().
Result<WhyAnswer> explain_article(const Archive& archive, const WhyRequest& request);

}  // namespace backfile
