// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/clause_counts.h"

#include "server/search/search_run.h"

namespace backfile {
namespace {

void add_dates(const Filters& filters, std::vector<OneFilter>* each) {
  if (filters.from) {
    OneFilter from{"from", {}, filters};
    from.alone.from = filters.from;
    from.alone.local_from = filters.local_from;
    from.others.from.reset();
    from.others.local_from.reset();
    each->push_back(std::move(from));
  }
  if (filters.until) {
    OneFilter to{"to", {}, filters};
    to.alone.until = filters.until;
    to.alone.local_until = filters.local_until;
    to.others.until.reset();
    to.others.local_until.reset();
    each->push_back(std::move(to));
  }
}

}  // namespace

std::vector<OneFilter> each_filter(const Filters& filters) {
  std::vector<OneFilter> each;
  add_dates(filters, &each);
  for (const Field& row : kFields) {
    const auto values = filters.values.find(row.id);
    const bool admits_none = filters.missing.contains(row.id);
    if (values == filters.values.end() && !admits_none) continue;
    // Values and the lack of any are one restriction: either is enough.
    OneFilter one{std::string(values == filters.values.end() ? "missing" : row.name), {}, filters};
    if (values != filters.values.end()) one.alone.values[row.id] = values->second;
    if (admits_none) one.alone.missing.insert(row.id);
    one.others.values.erase(row.id);
    one.others.missing.erase(row.id);
    each.push_back(std::move(one));
  }
  for (const auto& [id, values] : filters.excluded) {
    OneFilter one{"exclude_" + std::string(field(id).name), {}, filters};
    one.alone.excluded[id] = values;
    one.others.excluded.erase(id);
    each.push_back(std::move(one));
  }
  for (const FieldId id : filters.present) {
    OneFilter one{"exists", {}, filters};
    one.alone.present.insert(id);
    one.others.present.erase(id);
    each.push_back(std::move(one));
  }
  return each;
}

Result<std::vector<SegmentMatches>> matches_of(const Work& work, const Filters& filters,
                                               const std::optional<Node>& root) {
  const Result<FilterSet> resolved = FilterSet::resolve(work.snapshot, filters);
  if (!resolved) return resolved.error();
  const MatchScope scope{work.snapshot, *resolved, FailedFilters{0}, work.deadline, work.cache};
  Query query;
  query.root = root;
  return match_all(scope, work.reader, query);
}

Result<std::uint64_t> count_of(const Work& work, const Filters& filters,
                               const std::optional<Node>& root) {
  const Result<std::vector<SegmentMatches>> matches = matches_of(work, filters, root);
  if (!matches) return matches.error();
  return articles_in(*matches);
}

}  // namespace backfile
