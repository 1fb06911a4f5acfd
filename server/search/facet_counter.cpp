// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/facet_counter.h"

#include <algorithm>
#include <span>
#include <string>

#include "common/prefetch.h"
#include "common/text.h"

namespace backfile {
namespace {

// Counts of documents: those without a value, and then by ordinal.

std::vector<std::uint32_t> count_all(const KeywordColumn& column, std::uint32_t documents) {
  std::vector<std::uint32_t> counts{documents - column.documents()};
  for (std::uint32_t ordinal = 0; ordinal < column.size(); ++ordinal) {
    counts.push_back(column.documents_of(ordinal));
  }
  return counts;
}

std::vector<std::uint32_t> count_some(const KeywordColumn& column, const DocIds& documents) {
  std::vector<std::uint32_t> counts(column.size() + std::size_t{1});
  std::uint32_t* const to = counts.data();
  if (const std::uint16_t* const values = column.single_values()) {
    const auto ahead = [=](std::uint32_t docid, std::uint32_t) { prefetch(values + docid - 1); };
    documents.for_each(ahead, [=](std::uint32_t docid) { ++to[values[docid - 1]]; });
    return counts;
  }
  const auto ahead = [&](std::uint32_t later, std::uint32_t sooner) {
    column.prefetch(later, sooner);
  };
  documents.for_each(ahead, [&](std::uint32_t docid) {
    bool any = false;
    column.for_each(docid, [&](std::uint32_t ordinal) {
      ++to[ordinal + 1];
      any = true;
    });
    if (!any) ++to[0];
  });
  return counts;
}

// Whether a value is one of those that a view is of.
class ValueSearch {
 public:
  explicit ValueSearch(const FacetView& view)
      : prefix_(fold(view.prefix)), contained_(fold(view.contained)) {}

  bool finds_all() const { return prefix_.empty() && contained_.empty(); }
  bool finds(const Dictionary::Entry& entry) const {
    return finds_all() || finds(entry.value) || finds(entry.label);
  }

 private:
  bool finds(const std::string& text) const {
    const std::string folded = fold(text);
    return folded.starts_with(prefix_) && folded.find(contained_) != std::string::npos;
  }

  std::string prefix_;
  std::string contained_;
};

}  // namespace

FacetCounter::FacetCounter(const Snapshot& snapshot, const FilterSet& filters, FieldId field,
                           bool collapsed)
    : snapshot_(snapshot),
      filters_(filters),
      field_(field),
      articles_(snapshot.dictionary(field).entries().size()) {
  if (collapsed) copies_.emplace(articles_.size());
}

void FacetCounter::add(std::size_t segment, const SegmentMatches& matches, bool strict) {
  count(segment, matches.passed);
  if (!strict) count(segment, matches.passed_but_one[static_cast<std::size_t>(field_)]);
}

void FacetCounter::count(std::size_t segment, const DocIds& documents) {
  if (documents.empty()) return;
  const std::uint32_t column_size = snapshot_.segment(segment).documents();
  const KeywordColumn& column = snapshot_.keyword(segment, field_);
  const std::vector<std::uint32_t> counts = documents.size() == column_size
                                                ? count_all(column, column_size)
                                                : count_some(column, documents);
  const std::span<const std::uint32_t> numbers = snapshot_.dictionary(field_).numbers_of(segment);
  missing_ += counts[0];
  for (std::size_t ordinal = 0; ordinal < numbers.size(); ++ordinal) {
    articles_[numbers[ordinal]] += counts[ordinal + 1];
  }
  if (copies_) add_copies(segment, documents);
}

void FacetCounter::add_copies(std::size_t segment, const DocIds& documents) {
  if (snapshot_.stories().column(segment).column().documents() == 0) return;
  const KeywordColumn& column = snapshot_.keyword(segment, field_);
  const std::span<const std::uint32_t> numbers = snapshot_.dictionary(field_).numbers_of(segment);
  documents.for_each([&](std::uint32_t docid) {
    const auto story = snapshot_.stories().story_of(segment, docid);
    if (!story) return;
    column.for_each(docid, [&](std::uint32_t ordinal) { copies_->add(numbers[ordinal], *story); });
  });
}

bool FacetCounter::comes_first(std::uint32_t a, std::uint32_t b, FacetOrder order) const {
  if (order == FacetOrder::Count && articles_[a] != articles_[b]) {
    return articles_[a] > articles_[b];
  }
  const std::vector<Dictionary::Entry>& entries = snapshot_.dictionary(field_).entries();
  return entries[a].value < entries[b].value;
}

Facet FacetCounter::finish(std::uint32_t size, const FacetView& view) const {
  const ValueSearch search(view);
  const std::vector<Dictionary::Entry>& entries = snapshot_.dictionary(field_).entries();
  std::vector<std::uint32_t> found;
  Facet facet{field_, {}, 0, missing_, 0, 0};
  std::uint64_t sum = 0;
  for (std::uint32_t number = 0; number < articles_.size(); ++number) {
    if (articles_[number] == 0) continue;
    ++facet.distinct;
    sum += articles_[number];
    if (search.finds(entries[number])) found.push_back(number);
  }
  facet.matching = found.size();
  const auto order = [&](std::uint32_t a, std::uint32_t b) {
    return comes_first(a, b, view.order);
  };
  const std::size_t skipped = std::min<std::size_t>(view.skipped, found.size());
  const auto first = found.begin() + static_cast<std::ptrdiff_t>(skipped);
  const auto middle =
      first + static_cast<std::ptrdiff_t>(std::min<std::size_t>(size, found.size() - skipped));
  std::partial_sort(found.begin(), middle, found.end(), order);
  auto rest = middle;
  if (search.finds_all() && skipped == 0) {
    // What is filtered by is always listed, or a client could not take the filter off again.
    rest = std::partition(middle, found.end(), [&](std::uint32_t n) {
      return filters_.selects(field_, n) || filters_.excludes(field_, n);
    });
    std::sort(middle, rest, order);
  }
  std::for_each(first, rest, [&](std::uint32_t n) { facet.buckets.push_back(bucket(n)); });
  for (const FacetBucket& listed : facet.buckets) sum -= listed.articles;
  facet.other = sum;
  return facet;
}

std::vector<std::uint32_t> FacetCounter::largest(std::uint32_t size) const {
  std::vector<std::uint32_t> found;
  for (std::uint32_t number = 0; number < articles_.size(); ++number) {
    if (articles_[number] > 0) found.push_back(number);
  }
  const auto middle =
      found.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(size, found.size()));
  std::partial_sort(found.begin(), middle, found.end(), [&](std::uint32_t a, std::uint32_t b) {
    return comes_first(a, b, FacetOrder::Count);
  });
  found.erase(middle, found.end());
  return found;
}

FacetBucket FacetCounter::bucket(std::uint32_t number) const {
  const Dictionary::Entry& entry = snapshot_.dictionary(field_).entries()[number];
  FacetBucket bucket{.value = entry.value, .label = entry.label, .articles = articles_[number]};
  if (duplicates_) bucket.stories = articles_[number] - (*duplicates_)[number];
  bucket.selected = filters_.selects(field_, number);
  bucket.excluded = filters_.excludes(field_, number);
  return bucket;
}

}  // namespace backfile
