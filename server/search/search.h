// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/article.h"
#include "common/schema.h"
#include "server/query/ast.h"

namespace backfile {

// What a search is asked for and what it answers: plain values, free of Xapian, HTTP and JSON.

// A revision of an archive: what every answer states about its origin.
struct ArchiveStatus {
  std::string uuid;
  std::uint64_t revision = 0;
  std::string updated;  // UTC, ISO 8601.
  std::uint64_t articles = 0;
  std::optional<std::int64_t> oldest;  // Publication of the oldest and newest dated article.
  std::optional<std::int64_t> newest;

  friend bool operator==(const ArchiveStatus&, const ArchiveStatus&) = default;
};

enum class SortOrder { Relevance, Newest, Oldest };
enum class Interval { Auto, Day, Week, Month, Quarter, Year, Decade };

// What restricts the articles beside the words. An article must pass each part; within one field
// any of the values is enough. Articles without a date pass only when both bounds are absent.
struct Filters {
  std::optional<std::int64_t> from;                    // First second, inclusive.
  std::optional<std::int64_t> until;                   // Exclusive.
  std::map<FieldId, std::vector<std::string>> values;  // Keyword fields; compared folded.
};

struct SearchRequest {
  Query query;  // An empty query matches every article.
  Filters filters;
  SortOrder sort = SortOrder::Relevance;
  std::uint32_t page_size = 20;  // 0: no hits, only counts.
  std::string cursor;            // From an earlier answer, or empty.
  bool fetch = true;             // False: hits have their scores alone; no record is read.
  bool snippets = true;          // False: hits have their articles without snippets and marks.
  std::vector<FieldId> facets;   // Each is counted under all filters but its own.
  std::uint32_t facet_size = 20;
  std::optional<Interval> timeline;
};

// A piece of text with the matching words in it. Offsets are bytes in `text`, ascending.
struct Snippet {
  std::string text;
  std::vector<std::pair<std::size_t, std::size_t>> marks;
};

struct Hit {
  Article article;
  double score = 0;  // BM25; 0 unless sorted by relevance.
  Snippet snippet;
  Snippet title;  // The title, whole, with its marks.
};

struct FacetBucket {
  std::string value;
  std::string label;  // For sources the name, else the value.
  std::uint64_t articles = 0;
  bool selected = false;
};

// Counts by value, largest first, ties by value; values that are filtered by are listed even when
// they are not among the largest. All numbers are exact.
struct Facet {
  FieldId field;
  std::vector<FacetBucket> buckets;
  std::uint64_t distinct = 0;  // Values with at least one article.
  std::uint64_t missing = 0;   // Articles without a value.
  std::uint64_t other = 0;     // Sum of the buckets that were not listed.
};

struct TimelineBucket {
  std::int64_t start = 0;  // Seconds; [start, end).
  std::int64_t end = 0;
  std::uint64_t articles = 0;  // That match.
  std::uint64_t total = 0;     // That pass the filters, whatever their words. 0: the archive has
                               // nothing here, and the share is not known.
};

// A complete axis: buckets without articles are there too.
struct Timeline {
  Interval interval = Interval::Month;
  std::vector<TimelineBucket> buckets;
  std::uint64_t undated = 0;  // Matching articles that have no date, and stand in no bucket.
};

struct SearchResult {
  std::uint64_t total = 0;  // Articles, exact.
  std::vector<Hit> hits;
  std::vector<Facet> facets;
  std::optional<Timeline> timeline;
  std::string next_cursor;  // Empty after the last hit.
  ArchiveStatus index;      // Of the revision that all of this was found in.
};

}  // namespace backfile
