// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/why.h"

#include "common/index/terms.h"
#include "server/search/clause_counts.h"
#include "server/search/locate.h"
#include "server/search/mismatch.h"
#include "server/search/ranking.h"
#include "server/search/search_run.h"
#include "server/search/sort_order.h"
#include "server/search/work.h"

namespace backfile {
namespace {

class Inquiry {
 public:
  Inquiry(const Work& work, const WhyRequest& request, WhyAnswer* answer)
      : work_(work), search_(request.search), request_(request), answer_(*answer) {}

  Result<void> run() {
    answer_.index = work_.snapshot.status();
    const Result<std::optional<Location>> location = find();
    if (!location) return location.error();
    if (!*location) return {};
    Result<Article> article =
        read_article(work_.snapshot, (*location)->segment, (*location)->docid);
    if (!article) return article.error();
    answer_.article = *std::move(article);
    return place(**location);
  }

 private:
  // Nothing, with the outcome entered, when it is not in the archive.
  Result<std::optional<Location>> find() {
    const Removals& removals = work_.snapshot.removals();
    const std::string key = request_.url.empty() ? std::string() : url_key(request_.url);
    std::string id = request_.id;
    if (!key.empty()) {
      Result<std::string> known = id_at_url(work_.snapshot, key);
      if (!known) return known.error();
      id = *std::move(known);
    }
    const std::string kept_as = id.empty() ? std::string() : removals.resolve(id);
    if (!id.empty()) {
      if (const auto location = locate(work_.snapshot, kept_as)) return location;
    }
    const Notice* removed = id.empty() ? nullptr : removals.find(kept_as);
    if (removed == nullptr && !key.empty()) removed = removals.find_url(key);
    if (removed != nullptr) {
      answer_.outcome = WhyOutcome::Removed;
      answer_.removal = removal_members(*removed);
    }
    return std::optional<Location>();
  }

  Result<void> place(const Location& location) {
    const Result<FilterSet> filters = FilterSet::resolve(work_.snapshot, search_.filters);
    if (!filters) return filters.error();
    const MatchScope scope{work_.snapshot, *filters, FailedFilters{0}, work_.deadline, work_.cache};
    const Result<std::vector<SegmentMatches>> matches =
        match_all(scope, work_.reader, search_.query);
    if (!matches) return matches.error();
    answer_.total = articles_in(*matches);
    if (!contains((*matches)[location.segment].passed, location.docid)) {
      answer_.outcome = WhyOutcome::NoMatch;
      Result<std::vector<WhyReason>> reasons =
          find_mismatches(work_, search_, *answer_.article, location);
      if (!reasons) return reasons.error();
      answer_.reasons = *std::move(reasons);
      return {};
    }
    answer_.outcome = WhyOutcome::Match;
    return rank(scope, *matches, location);
  }

  Result<void> rank(const MatchScope& scope, const std::vector<SegmentMatches>& matches,
                    const Location& location) {
    const SortOrder sort = effective_sort(search_);
    if (sort != SortOrder::Relevance) {
      answer_.rank = 1 + before_in_order(matches, location, sort);
      return {};
    }
    Result<Ranking> ranking =
        Ranking::prepare(scope, work_.reader, *search_.query.root, matches, search_.ranking);
    if (!ranking) return ranking.error();
    const Result<std::uint64_t> before = ranking->articles_before(location.segment, location.docid);
    if (!before) return before.error();
    answer_.rank = 1 + *before;
    answer_.explanation = ranking->explain(location.segment, location.docid);
    return {};
  }

  std::uint64_t before_in_order(const std::vector<SegmentMatches>& matches,
                                const Location& location, SortOrder sort) const {
    const SortKey own = key_of(work_.snapshot, location.segment, location.docid, sort);
    std::uint64_t before = 0;
    for (std::size_t s = 0; s < matches.size(); ++s) {
      matches[s].passed.for_each([&](std::uint32_t docid) {
        if (comes_before(key_of(work_.snapshot, s, docid, sort), own, sort)) ++before;
      });
    }
    return before;
  }

  const Work& work_;
  const SearchRequest& search_;
  const WhyRequest& request_;
  WhyAnswer& answer_;
};

}  // namespace

Result<WhyAnswer> explain_article(const Archive& archive, const WhyRequest& request) {
  WhyAnswer answer;
  const Result<void> done = archive.work(request.search.bounds, [&](const Work& work) {
    return Inquiry(work, request, &answer).run();
  });
  if (!done) return done.error();
  return answer;
}

}  // namespace backfile
