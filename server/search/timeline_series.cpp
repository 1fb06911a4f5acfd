// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/timeline_series.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "server/search/coverage.h"
#include "server/search/facet_counter.h"

namespace backfile {
namespace {

constexpr std::uint32_t kNoSeries = 0xffff'ffff;

// Counts documents in the cells of a table: a row for each series, a column for each bucket.
class CellCounter {
 public:
  CellCounter(const TimelineScope& scope, const TimeAxis& axis, FieldId field,
              const std::vector<std::uint32_t>& series_of, std::size_t series)
      : scope_(scope),
        axis_(axis),
        field_(field),
        series_of_(series_of),
        cells_(series * axis.size()) {}

  void add(std::size_t segment, const DocIds& documents) {
    const Columns& columns = scope_.snapshot.segment(segment).columns();
    const KeywordColumn& values = scope_.snapshot.keyword(segment, field_);
    const auto numbers = scope_.snapshot.dictionary(field_).numbers_of(segment);
    documents.for_each([&](std::uint32_t docid) {
      std::optional<std::size_t> bucket;
      values.for_each(docid, [&](std::uint32_t ordinal) {
        const std::uint32_t series = series_of_[numbers[ordinal]];
        if (series == kNoSeries) return;
        if (!bucket) bucket = bucket_of_document(columns, docid, axis_);
        if (bucket) ++cells_[series * axis_.size() + *bucket];
      });
    });
  }

  std::uint64_t cell(std::size_t series, std::size_t bucket) const {
    return cells_[series * axis_.size() + bucket];
  }

 private:
  const TimelineScope& scope_;
  const TimeAxis& axis_;
  const FieldId field_;
  const std::vector<std::uint32_t>& series_of_;
  std::vector<std::uint64_t> cells_;
};

Coverage judged(std::uint64_t total, bool low) {
  if (total == 0) return Coverage::None;
  return low ? Coverage::Low : Coverage::Ok;
}

}  // namespace

std::vector<TimelineSeries> series_by_field(const TimelineScope& scope, const TimeAxis& axis,
                                            const std::vector<SegmentMatches>& matches,
                                            const std::vector<DocIds>& passing) {
  const FieldId field = *scope.request.timeline_by;
  FacetCounter counter(scope.snapshot, scope.filters, field);
  for (std::size_t s = 0; s < matches.size(); ++s) counter.add(s, matches[s], true);
  const std::vector<std::uint32_t> largest = counter.largest(scope.request.facet_size);
  std::vector<std::uint32_t> series_of(scope.snapshot.dictionary(field).entries().size(),
                                       kNoSeries);
  for (std::uint32_t i = 0; i < largest.size(); ++i) series_of[largest[i]] = i;
  CellCounter articles(scope, axis, field, series_of, largest.size());
  CellCounter totals(scope, axis, field, series_of, largest.size());
  for (std::size_t s = 0; s < matches.size(); ++s) {
    articles.add(s, matches[s].passed);
    totals.add(s, passing[s]);
  }
  std::vector<TimelineSeries> all;
  for (std::uint32_t i = 0; i < largest.size(); ++i) {
    const FacetBucket value = counter.bucket(largest[i]);
    TimelineSeries& series =
        all.emplace_back(TimelineSeries{value.value, value.label, value.articles, {}});
    const std::vector<std::uint32_t> sources =
        field == FieldId::Source ? std::vector{largest[i]} : sources_within(scope);
    const std::vector<bool> low = low_buckets(scope.snapshot, sources, axis);
    for (std::size_t b = 0; b < axis.size(); ++b) {
      const std::uint64_t total = totals.cell(i, b);
      series.buckets.push_back({articles.cell(i, b), total, judged(total, low[b])});
    }
  }
  return all;
}

std::vector<TimelineSeries> series_by_query(
    const TimelineScope& scope, const TimeAxis& axis, const Timeline& whole,
    const std::vector<std::vector<SegmentMatches>>& queries) {
  std::vector<TimelineSeries> all;
  for (std::size_t q = 0; q < queries.size(); ++q) {
    TimelineSeries& series = all.emplace_back();
    if (const auto& root = scope.request.timeline_queries[q].root) series.value = to_string(*root);
    series.label = series.value;
    std::vector<std::uint64_t> articles(axis.size());
    for (std::size_t s = 0; s < queries[q].size(); ++s) {
      series.articles += queries[q][s].passed.size();
      count_by_bucket(scope.snapshot.segment(s).columns(), queries[q][s].passed, axis, &articles);
    }
    for (std::size_t b = 0; b < axis.size(); ++b) {
      series.buckets.push_back({articles[b], whole.buckets[b].total, whole.buckets[b].coverage});
    }
  }
  return all;
}

}  // namespace backfile
