// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/explain.h"

#include <algorithm>
#include <utility>

#include "server/query/proximity.h"
#include "server/query/without_part.h"
#include "server/search/clause_counts.h"
#include "server/search/spelling.h"
#include "server/search/work.h"

namespace backfile {
namespace {

std::string operation_of(const Node& node) {
  if (node.kind == Node::Kind::And) return "AND";
  if (node.kind == Node::Kind::Or) return "OR";
  if (node.kind == Node::Kind::Not) return "NOT";
  if (node.kind == Node::Kind::Near) return to_string(node.nearness);
  if (node.kind == Node::Kind::AtLeast) return "ATLEAST" + std::to_string(node.count);
  return {};
}

class Explanation {
 public:
  Explanation(const Work& work, const SearchRequest& request)
      : work_(work), request_(request), root_(request.query.root) {}

  Result<void> run(ExplainAnswer* answer) {
    answer->index = work_.snapshot.status();
    const Result<std::uint64_t> total = count_of(work_, request_.filters, root_);
    if (!total) return total.error();
    answer->total = *total;
    if (root_) {
      std::vector<std::size_t> path;
      Result<ClauseCount> tree = count(*root_, &path);
      if (!tree) return tree.error();
      answer->tree = *std::move(tree);
    }
    for (Result<void> done : {count_filters(answer), find_window(&answer->window), spell(answer)}) {
      if (!done) return done;
    }
    return {};
  }

 private:
  Result<ClauseCount> count(const Node& node, std::vector<std::size_t>* path) {
    ClauseCount clause{to_string(node), operation_of(node), 0, 0, {}};
    const Result<std::uint64_t> alone = count_of(work_, request_.filters, node);
    if (!alone) return alone.error();
    clause.articles = *alone;
    const Result<std::uint64_t> without =
        count_of(work_, request_.filters, without_part(*root_, *path));
    if (!without) return without.error();
    clause.without = *without;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      path->push_back(i);
      Result<ClauseCount> part = count(node.children[i], path);
      if (!part) return part;
      clause.parts.push_back(*std::move(part));
      path->pop_back();
    }
    return clause;
  }

  Result<void> count_filters(ExplainAnswer* answer) {
    for (const OneFilter& filter : each_filter(request_.filters)) {
      const Result<std::uint64_t> without = count_of(work_, filter.others, root_);
      if (!without) return without.error();
      answer->filters.push_back({filter.parameter, *without});
    }
    return {};
  }

  Result<void> find_window(DateWindow* window) {
    Filters filters = request_.filters;
    filters.from.reset();
    filters.until.reset();
    filters.local_from.reset();
    filters.local_until.reset();
    const Result<std::vector<SegmentMatches>> matches = matches_of(work_, filters, root_);
    if (!matches) return matches.error();
    for (std::size_t s = 0; s < matches->size(); ++s) {
      const DocIds& passed = (*matches)[s].passed;
      const Columns& columns = work_.snapshot.segment(s).columns();
      const std::size_t dated = passed.count_below(columns.dated + 1);
      window->articles += passed.size();
      window->undated += passed.size() - dated;
      if (dated == 0) continue;
      // Documents stand in the order of their dates, the newest first.
      const std::int64_t newest = columns.seconds[passed[0] - 1];
      const std::int64_t oldest = columns.seconds[passed[dated - 1] - 1];
      window->last = std::max(window->last.value_or(newest), newest);
      window->first = std::min(window->first.value_or(oldest), oldest);
    }
    return {};
  }

  Result<void> spell(ExplainAnswer* answer) {
    if (!root_) return {};
    Result<Spelling> spelling = check_spelling(work_, request_.filters, *root_, answer->total);
    if (!spelling) return spelling.error();
    answer->spelling = std::move(spelling->doubted);
    answer->corrected = std::move(spelling->corrected);
    return {};
  }

  const Work& work_;
  const SearchRequest& request_;
  const std::optional<Node>& root_;
};

}  // namespace

Result<ExplainAnswer> explain_search(const Archive& archive, const SearchRequest& request) {
  ExplainAnswer answer;
  const Result<void> done = archive.work(
      request.bounds, [&](const Work& work) { return Explanation(work, request).run(&answer); });
  if (!done) return done.error();
  return answer;
}

}  // namespace backfile
