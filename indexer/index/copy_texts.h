// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "common/result.h"
#include "indexer/index/comparable_text.h"
#include "indexer/index/copy_finder.h"
#include "indexer/index/known_articles.h"

namespace backfile {

// The texts of candidates, kept as long as there is room: an article is often compared with several
// others. One thread; the finder must outlive it.
class CopyTexts {
 public:
  explicit CopyTexts(const CopyFinder& finder) : finder_(finder) {}

  // Whether two articles are copies. Corrupt.
  Result<bool> are_copies(const ArticlePlace& a, const ArticlePlace& b);

 private:
  Result<const ComparableText*> text(const ArticlePlace& place);

  const CopyFinder& finder_;
  std::map<ArticlePlace, ComparableText> texts_;
};

}  // namespace backfile
