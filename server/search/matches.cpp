// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/matches.h"

#include <xapian.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <set>
#include <string>
#include <utility>

#include "server/search/xapian_error.h"

namespace backfile {
namespace {

using Places = std::set<std::pair<std::size_t, std::uint32_t>>;  // Segment, docid.

// The best articles are found this many at once; see rank_matches.
constexpr std::uint32_t kBest = 100;

// The articles that may match, as a list that Xapian intersects with the query. It keeps dead and
// filtered documents out before phrases are checked, and ends at the deadline, which Xapian itself
// cannot do. Xapian clones it for each segment.
class Gate : public Xapian::PostingSource {
 public:
  // `known`: articles that are kept out.
  Gate(const MatchScope& scope, const Places& known, bool* expired)
      : scope_(scope), known_(known), expired_(expired) {}

  void init(const Xapian::Database& segment) override {
    last_ = segment.get_lastdocid();
    docid_ = 0;
    const std::optional<std::size_t> index = scope_.snapshot.segment_with_uuid(segment.get_uuid());
    segment_ = index.value_or(0);
    filter_ = index ? &scope_.filters.segment(*index) : nullptr;
    if (filter_ == nullptr || filter_->none_in_range()) last_ = 0;
  }

  void next(double) override {
    ++docid_;
    settle();
  }

  void skip_to(Xapian::docid docid, double) override {
    if (docid <= docid_) return;
    docid_ = docid;
    settle();
  }

  bool check(Xapian::docid docid, double) override {
    docid_ = docid;
    return time_is_up() || at_end() || may_match(docid);
  }

  bool at_end() const override { return docid_ > last_; }
  Xapian::docid get_docid() const override { return docid_; }
  Xapian::doccount get_termfreq_min() const override { return 0; }
  Xapian::doccount get_termfreq_est() const override { return last_; }
  Xapian::doccount get_termfreq_max() const override { return last_; }
  PostingSource* clone() const override { return new Gate(scope_, known_, expired_); }

 private:
  void settle() {
    while (!time_is_up() && !at_end() && !may_match(docid_)) ++docid_;
  }

  bool may_match(Xapian::docid docid) const {
    if (filter_->is_dead(docid)) return false;
    if (!known_.empty() && known_.contains({segment_, docid})) return false;
    const FailedFilters failed = filter_->failed(docid);
    return failed == 0 || ((failed & ~scope_.forgiven) == 0 && std::has_single_bit(failed));
  }

  // The clock costs as much as some documents.
  bool time_is_up() {
    if ((++ticks_ & 63) == 0 && std::chrono::steady_clock::now() > scope_.deadline) {
      *expired_ = true;
    }
    if (*expired_) last_ = 0;
    return *expired_;
  }

  const MatchScope& scope_;
  const Places& known_;
  bool* expired_;
  std::size_t segment_ = 0;
  const SegmentFilter* filter_ = nullptr;
  Xapian::docid docid_ = 0;
  Xapian::docid last_ = 0;
  unsigned ticks_ = 0;
};

Xapian::Query behind(Gate* gate, const Xapian::Query& query) {
  return Xapian::Query(Xapian::Query::OP_FILTER, query, Xapian::Query(gate));
}

// Sorts the live articles of a segment by the filters that they fail.
class Sorter {
 public:
  Sorter(const MatchScope& scope, std::size_t segment)
      : filter_(scope.filters.segment(segment)), forgiven_(scope.forgiven) {}

  void add(std::uint32_t docid) {
    const FailedFilters failed = filter_.failed(docid);
    if (failed == 0) {
      matches_.passed.push_back(docid);
    } else if (std::has_single_bit(failed) && (failed & forgiven_) != 0) {
      matches_.passed_but_one[static_cast<std::size_t>(std::countr_zero(failed))].push_back(docid);
    }
  }

  SegmentMatches take() { return std::move(matches_); }

 private:
  const SegmentFilter& filter_;
  FailedFilters forgiven_;
  SegmentMatches matches_;
};

class SortingSpy : public Xapian::MatchSpy {
 public:
  explicit SortingSpy(Sorter* sorter) : sorter_(sorter) {}
  void operator()(const Xapian::Document& document, double) override {
    sorter_->add(document.get_docid());
  }

 private:
  Sorter* sorter_;
};

// A piece of the ranking without the articles in `known`. At least `weighed` matches get a weight.
struct Piece {
  std::uint32_t offset;
  std::uint32_t count;
  std::uint32_t weighed;
};

Result<std::vector<RankedArticle>> rank_piece(const MatchScope& scope, Reader& reader,
                                              const Xapian::Query& ranked, const Places& known,
                                              const Piece& piece) {
  return stop_exceptions("search the archive", [&]() -> Result<std::vector<RankedArticle>> {
    bool expired = false;
    const MatchScope strict{scope.snapshot, scope.filters, 0, scope.deadline};
    Gate gate(strict, known, &expired);
    Xapian::Enquire enquire(reader.combined);
    enquire.set_query(behind(&gate, ranked));
    enquire.set_weighting_scheme(Xapian::BM25Weight(kBm25K1, 0, 1, kBm25B, 0.5));
    const Xapian::MSet found = enquire.get_mset(
        piece.offset, piece.count, std::min(piece.weighed, reader.combined.get_doccount()));
    if (expired) return deadline_error();
    std::vector<RankedArticle> articles;
    // Xapian deals the documents of several databases out in turn.
    const auto segments = static_cast<std::uint32_t>(reader.segments.size());
    for (auto hit = found.begin(); hit != found.end(); ++hit) {
      const Xapian::docid combined = *hit - 1;
      articles.push_back({combined % segments, combined / segments + 1, hit.get_weight()});
    }
    return articles;
  });
}

}  // namespace

Error deadline_error() {
  return {ErrorCode::Deadline,
          "The search took longer than is allowed. Use fewer or rarer words, longer prefixes, or "
          "a shorter range of dates."};
}

SegmentMatches all_matches(const MatchScope& scope, std::size_t segment) {
  Sorter sorter(scope, segment);
  const SegmentFilter& filter = scope.filters.segment(segment);
  if (filter.none_in_range()) return sorter.take();
  const std::uint32_t documents = scope.snapshot.segment(segment).documents();
  for (std::uint32_t docid = 1; docid <= documents; ++docid) {
    if (!filter.is_dead(docid)) sorter.add(docid);
  }
  return sorter.take();
}

Result<SegmentMatches> find_matches(const MatchScope& scope, Reader& reader,
                                    const Xapian::Query& boolean, std::size_t segment) {
  Sorter sorter(scope, segment);
  if (scope.filters.segment(segment).none_in_range()) return sorter.take();
  return stop_exceptions("search " + scope.snapshot.segment(segment).file(),
                         [&]() -> Result<SegmentMatches> {
                           bool expired = false;
                           const Places none;
                           Gate gate(scope, none, &expired);
                           SortingSpy spy(&sorter);
                           const Xapian::Database& database = reader.segments[segment];
                           Xapian::Enquire enquire(database);
                           enquire.set_query(behind(&gate, boolean));
                           enquire.set_weighting_scheme(Xapian::BoolWeight());
                           enquire.add_matchspy(&spy);
                           enquire.get_mset(0, 0, database.get_doccount());
                           if (expired) return deadline_error();
                           return sorter.take();
                         });
}

// Xapian leaves out what cannot enter the piece that is asked for, and then adds up the weights of
// a match in another order: the last bit of a score would depend on the piece, and near ties change
// places from page to page. So the best kBest are always found together, and those behind them with
// every match weighed.
Result<std::vector<RankedArticle>> rank_matches(const MatchScope& scope, Reader& reader,
                                                const Xapian::Query& ranked, std::uint32_t offset,
                                                std::uint32_t count) {
  Result<std::vector<RankedArticle>> best = rank_piece(scope, reader, ranked, {}, {0, kBest, 0});
  if (!best) return best;
  const auto found = static_cast<std::uint32_t>(best->size());
  const std::uint32_t begin = std::min(offset, found);
  const std::uint32_t end = std::min(begin + count, found);
  std::vector<RankedArticle> articles(best->begin() + begin, best->begin() + end);
  const auto missing = count - static_cast<std::uint32_t>(articles.size());
  if (missing == 0 || found < kBest) return articles;
  Places known;
  for (const RankedArticle& article : *best) known.emplace(article.segment, article.docid);
  constexpr std::uint32_t kAll = std::numeric_limits<std::uint32_t>::max();
  Result<std::vector<RankedArticle>> rest =
      rank_piece(scope, reader, ranked, known, {std::max(offset, found) - found, missing, kAll});
  if (!rest) return rest;
  articles.insert(articles.end(), rest->begin(), rest->end());
  return articles;
}

}  // namespace backfile
