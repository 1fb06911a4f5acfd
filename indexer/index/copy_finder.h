// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/archive/manifest.h"
#include "common/index/columns.h"
#include "common/index/item_file.h"
#include "common/index/records.h"
#include "common/result.h"
#include "indexer/index/comparable_text.h"
#include "indexer/index/copy_signature.h"
#include "indexer/index/known_articles.h"

namespace backfile {

// Finds copies among the live articles of a revision: candidates by their signatures, and what they
// are by their texts. One thread.
class CopyFinder {
 public:
  // Corrupt when a segment is damaged.
  static Result<CopyFinder> open(const std::string& directory, const Manifest& manifest);

  std::size_t segments() const { return segments_.size(); }
  const Columns& columns(std::size_t segment) const { return segments_[segment].columns; }
  bool is_live(const ArticlePlace& place) const {
    return !segments_[place.first].dead[place.second - 1];
  }
  std::int64_t seconds(const ArticlePlace& place) const {
    return columns(place.first).seconds[place.second - 1];
  }

  // Told of two articles whose texts may be compared.
  using Visit = std::function<Result<void>(const ArticlePlace& a, const ArticlePlace& b)>;
  // All pairs of one of `articles`, which are live, and any other live article.
  Result<void> for_each_candidate(std::vector<ArticlePlace> articles, const Visit& visit) const;
  // All pairs among `articles`.
  Result<void> for_each_candidate_among(const std::vector<ArticlePlace>& articles,
                                        const Visit& visit) const;

  // Whether candidates are copies.
  Result<bool> are_copies(const ArticlePlace& a, const ArticlePlace& b);
  Result<std::string> id_of(const ArticlePlace& place);

 private:
  struct Segment {
    std::string base;
    Columns columns;
    CopiesFile copies;
    std::vector<bool> dead;          // By docid - 1.
    std::optional<Records> records;  // Opened when a text is asked for,
    std::optional<ItemFile> lines;   // as this is.
  };

  Result<void> open_texts(Segment* segment) const;
  Result<Article> article(const ArticlePlace& place);
  Result<const ComparableText*> text(const ArticlePlace& place);
  ShingleSample sample(const ArticlePlace& place) const {
    return ShingleSample(segments_[place.first].copies.sample(place.second));
  }
  Result<void> visit_near(const std::vector<ArticlePlace>& articles, const Visit& visit) const;
  Result<void> visit_equal(const std::vector<ArticlePlace>& articles, const Visit& visit) const;

  std::vector<Segment> segments_;
  std::map<ArticlePlace, ComparableText> texts_;  // At most kMostTexts.
};

}  // namespace backfile
