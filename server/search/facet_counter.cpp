// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/facet_counter.h"

#include <algorithm>
#include <span>

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
    documents.for_each([=](std::uint32_t docid) { ++to[values[docid - 1]]; });
    return counts;
  }
  documents.for_each([&](std::uint32_t docid) {
    bool any = false;
    column.for_each(docid, [&](std::uint32_t ordinal) {
      ++to[ordinal + 1];
      any = true;
    });
    if (!any) ++to[0];
  });
  return counts;
}

}  // namespace

FacetCounter::FacetCounter(const Snapshot& snapshot, const FilterSet& filters, FieldId field)
    : snapshot_(snapshot),
      filters_(filters),
      field_(field),
      articles_(snapshot.dictionary(field).entries().size()) {}

void FacetCounter::add(std::size_t segment, const SegmentMatches& matches) {
  count(segment, matches.passed);
  count(segment, matches.passed_but_one[static_cast<std::size_t>(field_)]);
}

void FacetCounter::count(std::size_t segment, const DocIds& documents) {
  if (documents.empty()) return;
  const std::uint32_t column_size = snapshot_.segment(segment).documents();
  const KeywordColumn& column =
      snapshot_.segment(segment).columns().keywords[static_cast<std::size_t>(field_)];
  const std::vector<std::uint32_t> counts = documents.size() == column_size
                                                ? count_all(column, column_size)
                                                : count_some(column, documents);
  const std::span<const std::uint32_t> numbers = snapshot_.dictionary(field_).numbers_of(segment);
  missing_ += counts[0];
  for (std::size_t ordinal = 0; ordinal < numbers.size(); ++ordinal) {
    articles_[numbers[ordinal]] += counts[ordinal + 1];
  }
}

Facet FacetCounter::finish(std::uint32_t size) const {
  const std::vector<Dictionary::Entry>& entries = snapshot_.dictionary(field_).entries();
  std::vector<std::uint32_t> found;
  for (std::uint32_t number = 0; number < articles_.size(); ++number) {
    if (articles_[number] > 0) found.push_back(number);
  }
  const std::size_t listed = std::min<std::size_t>(size, found.size());
  const auto middle = found.begin() + static_cast<std::ptrdiff_t>(listed);
  const auto comes_first = [&](std::uint32_t a, std::uint32_t b) {
    if (articles_[a] != articles_[b]) return articles_[a] > articles_[b];
    return entries[a].value < entries[b].value;
  };
  std::partial_sort(found.begin(), middle, found.end(), comes_first);
  // What is filtered by is always listed, or a client could not take the filter off again.
  const auto rest = std::partition(middle, found.end(),
                                   [&](std::uint32_t n) { return filters_.selects(field_, n); });
  std::sort(middle, rest, comes_first);
  Facet facet{field_, {}, found.size(), missing_, 0};
  std::for_each(found.begin(), rest, [&](std::uint32_t n) { facet.buckets.push_back(bucket(n)); });
  std::for_each(rest, found.end(), [&](std::uint32_t n) { facet.other += articles_[n]; });
  return facet;
}

FacetBucket FacetCounter::bucket(std::uint32_t number) const {
  const Dictionary::Entry& entry = snapshot_.dictionary(field_).entries()[number];
  return {entry.value, entry.label, articles_[number], filters_.selects(field_, number)};
}

}  // namespace backfile
