// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/search_run.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "common/article_json.h"
#include "server/search/collapse.h"
#include "server/search/facet_counter.h"
#include "server/search/ranking.h"
#include "server/search/snippet.h"
#include "server/search/sort_order.h"
#include "server/search/spelling.h"
#include "server/search/timeline.h"
#include "server/search/word_forms.h"
#include "server/search/word_marker.h"
#include "server/search/work.h"

namespace backfile {
namespace {

// Whether there is a word to rank by: one that is wanted, not one that is shut out.
bool has_words(const Node& node) {
  switch (node.kind) {
    case Node::Kind::And:
    case Node::Kind::Or: return std::ranges::any_of(node.children, has_words);
    case Node::Kind::Near:
    case Node::Kind::AtLeast:
    case Node::Kind::Word:
    case Node::Kind::Exact:
    case Node::Kind::Prefix:
    case Node::Kind::Pattern:
    case Node::Kind::Fuzzy: return true;
    case Node::Kind::Not:
    case Node::Kind::Keyword:
    case Node::Kind::Length:
    case Node::Kind::Date: return false;
  }
  return false;
}

// Each facet is counted under all filters but its own.
Result<FailedFilters> forgiven_for(const SearchRequest& request) {
  FailedFilters forgiven = 0;
  for (const FieldId id : request.facets) {
    if (!field(id).facet) {
      Error error{ErrorCode::InvalidArgument,
                  "Articles cannot be counted by " + std::string(field(id).name) + "."};
      error.detail.parameter = "facet";
      error.detail.found = field(id).name;
      return error;
    }
    if (!request.strict_facets) forgiven |= filter_bit(id);
  }
  return forgiven;
}

// Articles of a page, in order, and where the next page begins.
struct Page {
  std::vector<RankedArticle> articles;
  std::vector<ScoreExplanation> explanations;  // None, or one for each.
  std::optional<std::variant<std::uint32_t, SortKey>> next;
};

class SearchRun {
 public:
  SearchRun(const MatchScope& scope, Reader& reader, const SearchRequest& request)
      : scope_(scope), reader_(reader), request_(request), sort_(effective_sort(request)) {}

  Result<SearchResult> run(const std::optional<Cursor>& cursor) {
    const bool by_rank = sort_ == SortOrder::Relevance || request_.pages_facet;
    if (cursor && std::holds_alternative<SortKey>(cursor->place) == by_rank) {
      return cursor_of_another_search();
    }
    if (Result<void> done = match(); !done) return done.error();
    if (time_is_up()) return deadline_error();
    SearchResult result;
    result.index = scope_.snapshot.status();
    result.total = articles_in(matches_);
    if (request_.collapse) count_stories(&result);
    const std::uint32_t skipped =
        cursor && request_.pages_facet ? std::get<std::uint32_t>(cursor->place) : 0;
    if (Result<void> done = count(skipped, &result); !done) return done.error();
    if (time_is_up()) return deadline_error();
    if (request_.pages_facet) {
      result.next_cursor = next_values(skipped, result);
      return result;
    }
    Result<Page> page = find_page(cursor, result.total);
    if (!page) return page.error();
    Result<std::vector<Hit>> hits = read_hits(*page);
    if (!hits) return hits.error();
    result.hits = std::move(*hits);
    if (Result<void> done = correct(cursor.has_value(), &result); !done) return done.error();
    if (page->next) {
      result.next_cursor =
          to_token({result.index.revision, fingerprint_of(request_), std::move(*page->next)});
    }
    return result;
  }

 private:
  // On the first page of hardly any hits.
  Result<void> correct(bool is_later_page, SearchResult* result) {
    const std::optional<Node>& root = request_.query.root;
    if (!request_.correct || is_later_page || !root) return {};
    if (result->total > most_of_rare(scope_.snapshot.status().articles)) return {};
    const Work work{scope_.snapshot, reader_, scope_.cache, scope_.deadline};
    Result<Spelling> spelling = check_spelling(work, request_.filters, *root, result->total);
    if (!spelling) return spelling.error();
    result->corrected = std::move(spelling->corrected);
    return {};
  }

  Result<void> match() {
    if (request_.timeline_queries.empty()) return match(request_.query, &matches_);
    for (const Query& query : request_.timeline_queries) {
      if (Result<void> done = match(query, &queries_.emplace_back()); !done) return done;
    }
    for (std::size_t s = 0; s < scope_.snapshot.segment_count(); ++s) {
      std::vector<DocIds> passed;
      for (const auto& query : queries_) passed.push_back(query[s].passed);
      matches_.emplace_back().passed = union_of(passed, scope_.snapshot.segment(s).documents());
    }
    return {};
  }

  Result<void> match(const Query& query, std::vector<SegmentMatches>* all) {
    Result<std::vector<SegmentMatches>> found = match_all(scope_, reader_, query);
    if (!found) return found.error();
    *all = std::move(*found);
    return {};
  }

  void count_stories(SearchResult* result) {
    by_story_ = matches_by_story(scope_.snapshot, matches_);
    std::uint64_t duplicates = 0;
    for (const std::uint32_t articles : by_story_) duplicates += std::max(articles, 1U) - 1;
    result->stories = result->total - duplicates;
  }

  // Where the facet goes on, or nothing after its last value.
  std::string next_values(std::uint32_t skipped, const SearchResult& result) const {
    const std::uint64_t next = std::uint64_t{skipped} + request_.facet_size;
    if (result.facets.empty() || next >= result.facets.front().matching) return {};
    return to_token(
        {result.index.revision, fingerprint_of(request_), static_cast<std::uint32_t>(next)});
  }

  Result<void> count(std::uint32_t skipped, SearchResult* result) const {
    FacetView view = request_.facet_view;
    view.skipped = skipped;
    for (const FieldId id : request_.facets) {
      if (time_is_up()) return deadline_error();
      FacetCounter counter(scope_.snapshot, scope_.filters, id, request_.collapse);
      for (std::size_t s = 0; s < matches_.size(); ++s) {
        counter.add(s, matches_[s], request_.strict_facets);
      }
      if (request_.collapse) counter.count_duplicates();
      result->facets.push_back(counter.finish(request_.facet_size, view));
    }
    if (!request_.timeline) return {};
    Result<Timeline> timeline =
        count_by_time({scope_.snapshot, scope_.filters, request_}, matches_, queries_);
    if (!timeline) return timeline.error();
    result->timeline = std::move(*timeline);
    return {};
  }

  Result<Page> find_page(const std::optional<Cursor>& cursor, std::uint64_t total) {
    if (request_.page_size == 0 || total == 0) return Page{};
    if (sort_ != SortOrder::Relevance) return page_in_order(cursor);
    const std::uint32_t offset = cursor ? std::get<std::uint32_t>(cursor->place) : 0;
    if (offset >= total) return Page{};
    Result<Ranking> ranking =
        Ranking::prepare(scope_, reader_, *request_.query.root, matches_, request_.ranking);
    if (!ranking) return ranking.error();
    Result<Page> page = request_.collapse ? page_of_stories(*ranking, offset)
                                          : page_of_articles(*ranking, offset, total);
    if (page && request_.explain) {
      for (const RankedArticle& article : page->articles) {
        page->explanations.push_back(ranking->explain(article.segment, article.docid));
      }
    }
    return page;
  }

  Result<Page> page_of_stories(Ranking& ranking, std::uint32_t offset) const {
    Result<CollapsedRanks> ranks =
        rank_stories(scope_.snapshot, ranking, matches_, offset, request_.page_size);
    if (!ranks) return ranks.error();
    Page page;
    page.articles = std::move(ranks->articles);
    if (ranks->next) page.next = *ranks->next;
    return page;
  }

  Result<Page> page_of_articles(Ranking& ranking, std::uint32_t offset, std::uint64_t total) const {
    Result<std::vector<RankedArticle>> best = ranking.best(offset, request_.page_size);
    if (!best) return best.error();
    Page page;
    page.articles = std::move(*best);
    const std::uint64_t next = std::uint64_t{offset} + page.articles.size();
    if (next < total) page.next = static_cast<std::uint32_t>(next);
    return page;
  }

  // One more is looked for, in order to know whether there is another page.
  Page page_in_order(const std::optional<Cursor>& cursor) const {
    std::optional<SortKey> after;
    if (cursor) after = std::get<SortKey>(cursor->place);
    std::vector<SegmentMatches> collapsed;
    if (request_.collapse) collapsed = first_of_stories(scope_.snapshot, matches_, sort_);
    std::vector<SortKey> keys =
        first_in_order(scope_.snapshot, request_.collapse ? collapsed : matches_, sort_, after,
                       std::size_t{request_.page_size} + 1);
    Page page;
    if (keys.size() > request_.page_size) {
      keys.pop_back();
      page.next = keys.back();
    }
    for (const SortKey& key : keys) page.articles.push_back({key.segment, key.docid, 0});
    return page;
  }

  Result<std::vector<Hit>> read_hits(const Page& page) const {
    WordMarker marker(request_.query.root);
    std::vector<Hit> hits;
    for (std::size_t i = 0; i < page.articles.size(); ++i) {
      const RankedArticle& found = page.articles[i];
      if (time_is_up()) return deadline_error();
      if (!request_.fetch) {
        hits.emplace_back().score = found.score;
        continue;
      }
      Result<Article> article = read_article(scope_.snapshot, found.segment, found.docid);
      if (!article) return article.error();
      Hit& hit = hits.emplace_back();
      hit.article = std::move(*article);
      hit.score = found.score;
      if (i < page.explanations.size()) hit.explanation = page.explanations[i];
      if (request_.collapse) {
        const auto story = scope_.snapshot.stories().story_of(found.segment, found.docid);
        if (story) hit.story_matches = by_story_[*story];
      }
      add_text(request_, &marker, &hit);
    }
    return hits;
  }

  bool time_is_up() const { return std::chrono::steady_clock::now() > scope_.deadline; }

  const MatchScope& scope_;
  Reader& reader_;
  const SearchRequest& request_;
  SortOrder sort_;
  std::vector<SegmentMatches> matches_;               // By segment.
  std::vector<std::uint32_t> by_story_;               // Matches, when collapsed.
  std::vector<std::vector<SegmentMatches>> queries_;  // By query of the timeline.
};

}  // namespace

Result<Article> read_article(const Snapshot& snapshot, std::size_t segment, std::uint32_t docid) {
  const Result<std::string> line = snapshot.segment(segment).records().record(docid);
  if (!line) return line.error();
  Result<Article> article = from_json_line(*line);
  if (article) {
    if (const auto story = snapshot.stories().story_of(segment, docid)) {
      article->story_id = snapshot.dictionary(FieldId::Story).entries()[*story].value;
      article->story_articles = snapshot.stories().articles(*story);
    }
    return article;
  }
  return Error{ErrorCode::Corrupt, "Document " + std::to_string(docid) + " of " +
                                       snapshot.segment(segment).name() +
                                       " is damaged: " + article.error().message};
}

Result<std::vector<SegmentMatches>> match_all(const MatchScope& scope, Reader& reader,
                                              const Query& query) {
  const Snapshot& snapshot = scope.snapshot;
  const Node* const root = query.root ? &*query.root : nullptr;
  if (root != nullptr) {
    const Result<void> checked = check_expansions(*root, snapshot.segments(), scope.deadline);
    if (!checked) return checked.error();
  }
  std::vector<SegmentMatches> all;
  for (std::size_t s = 0; s < snapshot.segment_count(); ++s) {
    Result<SegmentMatches> matches = find_matches(scope, reader, root, s);
    if (!matches) return matches.error();
    all.push_back(std::move(*matches));
  }
  return all;
}

SortOrder effective_sort(const SearchRequest& request) {
  const std::optional<Node>& root = request.query.root;
  const bool ranks = root && has_words(*root);
  return request.sort == SortOrder::Relevance && !ranks ? SortOrder::Newest : request.sort;
}

Result<SearchResult> run_search(const Snapshot& snapshot, Reader& reader, PostingCache& cache,
                                const SearchRequest& request, const std::optional<Cursor>& cursor,
                                Deadline deadline) {
  const Result<FailedFilters> forgiven = forgiven_for(request);
  if (!forgiven) return forgiven.error();
  const Result<FilterSet> filters = FilterSet::resolve(snapshot, request.filters);
  if (!filters) return filters.error();
  const MatchScope scope{snapshot, *filters, *forgiven, deadline, cache};
  return SearchRun(scope, reader, request).run(cursor);
}

}  // namespace backfile
