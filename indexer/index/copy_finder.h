// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
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

class CopyTexts;

// Finds what may be copies among the live articles of a revision, by their signatures. Any thread.
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

  // Told of two articles whose texts may be compared, which are `texts` for this thread.
  using Visit =
      std::function<Result<void>(CopyTexts& texts, const ArticlePlace& a, const ArticlePlace& b)>;
  // All pairs of one of `articles`, which are live, and any other live article, in no order. Calls
  // `visit` from up to `threads` threads at once. An error of it ends the search and is returned.
  Result<void> for_each_candidate(std::vector<ArticlePlace> articles, unsigned threads,
                                  const Visit& visit) const;
  // All pairs among `articles`, on this thread.
  Result<void> for_each_candidate_among(const std::vector<ArticlePlace>& articles,
                                        const Visit& visit) const;

  // Corrupt.
  Result<Article> article(const ArticlePlace& place) const;
  Result<ComparableText> text(const ArticlePlace& place) const;

 private:
  struct Segment {
    Columns columns;
    CopiesFile copies;
    Records records;
    ItemFile lines;
    std::vector<bool> dead;  // By docid - 1.
  };

  static Result<Segment> open_segment(const std::string& base, const SegmentEntry& entry);
  ShingleSample sample(const ArticlePlace& place) const {
    return ShingleSample(segments_[place.first].copies.sample(place.second));
  }
  std::vector<std::span<const ArticlePlace>> spans_of(
      const std::vector<ArticlePlace>& by_date) const;
  // `articles`: of one span.
  Result<void> visit_near(std::span<const ArticlePlace> articles, CopyTexts& texts,
                          const Visit& visit) const;
  Result<void> visit_equal(const std::vector<ArticlePlace>& articles, const Visit& visit) const;

  std::vector<Segment> segments_;
};

}  // namespace backfile
