// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

#include "server/search/doc_ids.h"
#include "server/search/score.h"

namespace backfile {

// The best `limit` articles seen, as a heap with the worst of them on top. They come in the order
// of segment and docid: of equal scores the first one seen is the better one.
class BestArticles {
 public:
  explicit BestArticles(std::size_t limit) : limit_(limit) {}

  void add(const DocIds& documents, const std::vector<Score>& scores, std::size_t segment) {
    for (std::size_t i = 0; i < scores.size(); ++i) {
      const Score score = scores.data()[i];
      if (articles_.size() == limit_ && score <= worst_) continue;
      insert({segment, documents[i], score});
    }
  }
  void add(std::size_t segment, std::uint32_t docid, Score score) {
    if (articles_.size() == limit_ && score <= worst_) return;
    insert({segment, docid, score});
  }

  // Best first, without the first `offset` of them.
  std::vector<RankedArticle> in_order(std::size_t offset) && {
    std::ranges::sort_heap(articles_, Better());
    std::vector<RankedArticle> ranked;
    for (std::size_t i = offset; i < articles_.size(); ++i) {
      ranked.push_back({articles_[i].segment, articles_[i].docid, to_number(articles_[i].score)});
    }
    return ranked;
  }

 private:
  struct Entry {
    std::size_t segment;
    std::uint32_t docid;
    Score score;
  };
  struct Better {
    bool operator()(const Entry& a, const Entry& b) const {
      if (a.score != b.score) return a.score > b.score;
      return std::tie(a.segment, a.docid) < std::tie(b.segment, b.docid);
    }
  };

  void insert(const Entry& entry) {
    if (articles_.size() == limit_) {
      std::ranges::pop_heap(articles_, Better());
      articles_.pop_back();
    }
    articles_.push_back(entry);
    std::ranges::push_heap(articles_, Better());
    worst_ = articles_.front().score;
  }

  std::size_t limit_;
  Score worst_ = 0;
  std::vector<Entry> articles_;
};

}  // namespace backfile
