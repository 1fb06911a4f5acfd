// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/article_types.h"

namespace backfile {
namespace {

struct TypeRank {
  std::string_view type;
  int rank;
};

constexpr TypeRank kArticleTypes[] = {
    {"NewsArticle", 4},
    {"ReportageNewsArticle", 4},
    {"AnalysisNewsArticle", 4},
    {"OpinionNewsArticle", 4},
    {"BackgroundNewsArticle", 4},
    {"ReviewNewsArticle", 4},
    {"AskPublicNewsArticle", 4},
    {"LiveBlogPosting", 4},
    {"BlogPosting", 3},
    {"Article", 3},
    {"TechArticle", 3},
    {"ScholarlyArticle", 3},
    {"Report", 3},
    {"AdvertiserContentArticle", 3},
    {"SatiricalArticle", 3},
    {"SocialMediaPosting", 2},
    {"Review", 1},
    {"CreativeWork", 1},
    {"MedicalWebPage", 1},
};

}  // namespace

int rank_of_type(std::string_view type) {
  const std::string_view name = type.substr(type.find_last_of("/:") + 1);
  for (const TypeRank& known : kArticleTypes) {
    if (known.type == name) return known.rank;
  }
  return 0;
}

}  // namespace backfile
