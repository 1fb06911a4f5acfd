// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/ranking.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <tuple>

#include "server/search/places.h"

namespace backfile {
namespace {

// Names of the leaves that give weight: those that are not shut out.
void collect_weighty(const Node& node, std::set<std::string>* names) {
  switch (node.kind) {
    case Node::Kind::And:
    case Node::Kind::Or:
      for (const Node& child : node.children) collect_weighty(child, names);
      return;
    case Node::Kind::Near:
    case Node::Kind::AtLeast: collect_weighty(without_places(node), names); return;
    case Node::Kind::Word:
    case Node::Kind::Exact:
    case Node::Kind::Prefix:
    case Node::Kind::Pattern:
    case Node::Kind::Fuzzy: names->insert(leaf_name(node)); return;
    case Node::Kind::Not:
    case Node::Kind::Keyword:
    case Node::Kind::Length:
    case Node::Kind::Date: return;
  }
}

struct Better {
  bool operator()(const RankedArticle& a, const RankedArticle& b) const {
    if (a.score != b.score) return a.score > b.score;
    return std::tie(a.segment, a.docid) < std::tie(b.segment, b.docid);
  }
};

// The best `limit` articles seen, as a heap with the worst of them on top.
class BestArticles {
 public:
  explicit BestArticles(std::size_t limit) : limit_(limit) {}

  void add(const DocIds& documents, const std::vector<float>& scores, std::size_t segment) {
    for (std::size_t i = 0; i < scores.size(); ++i) {
      const float score = scores.data()[i];
      // Of equal scores the first one seen is the better one.
      if (articles_.size() == limit_ && score <= worst_) continue;
      add({segment, documents[i], score});
    }
  }

  std::vector<RankedArticle> in_order() && {
    std::ranges::sort_heap(articles_, Better());
    return std::move(articles_);
  }

 private:
  void add(const RankedArticle& article) {
    if (articles_.size() == limit_) {
      std::ranges::pop_heap(articles_, Better());
      articles_.pop_back();
    }
    articles_.push_back(article);
    std::ranges::push_heap(articles_, Better());
    worst_ = static_cast<float>(articles_.front().score);
  }

  std::size_t limit_;
  float worst_ = 0;
  std::vector<RankedArticle> articles_;
};

// A leaf's part of the score of a document of the average length once: idf^kRarity * (k1 + 1).
float weight_of(std::uint64_t matching, std::uint64_t documents) {
  const auto n = static_cast<double>(matching);
  const auto all = static_cast<double>(documents);
  const double idf = std::log(1 + (all - n + 0.5) / (n + 0.5));
  return static_cast<float>(std::pow(idf, kRarity) * (kBm25K1 + 1));
}

// The length of a document, in the form in which BM25 uses it.
struct LengthNorm {
  const std::uint16_t* lengths;
  float fixed;
  float per_word;

  float operator()(std::uint32_t docid) const {
    return fixed + per_word * static_cast<float>(lengths[docid - 1]);
  }
};

// Adds the weight of `list` to the scores of the documents that are in it.
void add_weights(const PostingList& list, const DocIds& documents, float weight,
                 const LengthNorm& norm, std::vector<float>* scores) {
  const auto score = [&](std::size_t posting, std::uint32_t docid) {
    const auto frequency = static_cast<float>(list.frequencies.data()[posting]);
    return weight * frequency / (frequency + norm(docid));
  };
  float* const to = scores->data();
  const std::uint32_t* const begin = list.docids.data();
  const std::size_t size = list.docids.size();
  if (documents.data() != nullptr && documents.data() >= begin &&
      documents.data() + documents.size() <= begin + size) {
    // The matches are a piece of the list itself.
    const auto first = static_cast<std::size_t>(documents.data() - begin);
    for (std::size_t i = 0; i < documents.size(); ++i) to[i] += score(first + i, begin[first + i]);
    return;
  }
  std::size_t at = 0;
  if (size / 16 > documents.size()) {
    for (std::size_t i = 0; i < documents.size(); ++i) {
      at = static_cast<std::size_t>(std::lower_bound(begin + at, begin + size, documents[i]) -
                                    begin);
      if (at == size) return;
      if (begin[at] == documents[i]) to[i] += score(at, begin[at]);
    }
    return;
  }
  for (std::size_t i = 0; i < documents.size() && at < size;) {
    const std::uint32_t docid = documents[i];
    const std::uint32_t here = begin[at];
    if (docid == here) to[i] += score(at, here);
    i += docid <= here ? 1 : 0;
    at += here <= docid ? 1 : 0;
  }
}

}  // namespace

std::vector<RankedArticle> rank_matches(const Snapshot& snapshot, const Node& root,
                                        const std::vector<SegmentMatches>& matches,
                                        std::uint32_t offset, std::uint32_t count) {
  std::set<std::string> names;
  collect_weighty(root, &names);
  std::vector<std::pair<std::string, float>> weights;
  for (const std::string& name : names) {
    std::uint64_t matching = 0;
    for (const SegmentMatches& of_segment : matches) {
      const auto leaf = of_segment.leaves.find(name);
      if (leaf != of_segment.leaves.end()) matching += leaf->second->docids.size();
    }
    weights.emplace_back(name, weight_of(matching, snapshot.documents()));
  }
  BestArticles best(std::size_t{offset} + count);
  std::vector<float> scores;
  for (std::size_t s = 0; s < matches.size(); ++s) {
    const DocIds& passed = matches[s].passed;
    scores.assign(passed.size(), 0);
    const LengthNorm norm{snapshot.segment(s).lengths(), kBm25K1 * (1 - kBm25B),
                          kBm25K1 * kBm25B / snapshot.average_length()};
    for (const auto& [name, weight] : weights) {
      const auto leaf = matches[s].leaves.find(name);
      if (leaf == matches[s].leaves.end()) continue;
      add_weights(*leaf->second, passed, weight, norm, &scores);
    }
    best.add(passed, scores, s);
  }
  std::vector<RankedArticle> ranked = std::move(best).in_order();
  ranked.erase(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(
                                                    std::min<std::size_t>(offset, ranked.size())));
  return ranked;
}

}  // namespace backfile
