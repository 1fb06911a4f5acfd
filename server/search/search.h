// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/article.h"
#include "common/schema.h"
#include "server/query/ast.h"
#include "server/search/ranking_settings.h"
#include "server/search/score.h"

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

// Newest and Oldest by publication; Indexed: what came into the archive last first; Shortest and
// Longest by the words of title and text.
enum class SortOrder { Relevance, Newest, Oldest, Indexed, Shortest, Longest };
enum class Interval { Auto, Hour, Day, Week, Month, Quarter, Year, Decade };

// What restricts the articles beside the words. An article must pass each part. Values are of
// keyword fields and compared folded. Articles without a date pass only when both bounds are
// absent.
struct Filters {
  std::optional<std::int64_t> from;   // First second, inclusive.
  std::optional<std::int64_t> until;  // Exclusive.
  // The same bounds for dates that name a day or less, which are the same day in every zone: in
  // seconds of the local calendar. Absent: as above.
  std::optional<std::int64_t> local_from;
  std::optional<std::int64_t> local_until;

  std::map<FieldId, std::vector<std::string>> values;    // Any of them is enough;
  std::set<FieldId> missing;                             // or none at all is.
  std::map<FieldId, std::vector<std::string>> excluded;  // None of them.
  std::set<FieldId> present;                             // Any value.
};

// Which values of a facet are listed, and in which order.
enum class FacetOrder { Count, Value };
struct FacetView {
  FacetOrder order = FacetOrder::Count;  // Largest first, ties by value; or by value.
  std::string prefix;                    // Of the value or label, compared folded; empty: all.
  std::string contained;                 // Anywhere in it.
  std::uint32_t skipped = 0;             // Buckets of earlier pages; a cursor sets it.
};

// Of which revision a search is, and when it must have come to its end; the archive's own deadline
// may be earlier.
struct SearchBounds {
  std::optional<std::uint64_t> revision;  // Absent: the one that is served.
  std::optional<std::chrono::steady_clock::time_point> ends_by;
};

struct SearchRequest {
  SearchBounds bounds;
  Query query;  // An empty query matches every article.
  Filters filters;
  SortOrder sort = SortOrder::Relevance;
  RankingSettings ranking;
  bool correct = false;          // Where hardly anything matches, another spelling is looked for.
  bool explain = false;          // Hits say why they have their scores.
  std::uint32_t page_size = 20;  // 0: no hits, only counts.
  std::string cursor;            // From an earlier answer, or empty.
  bool collapse = false;         // Hits are one article of each story; counts are of stories, too.
  bool fetch = true;             // False: hits have their scores alone; no record is read.
  std::uint32_t snippets = 1;    // Of each hit at most.
  bool mark_titles = true;       // Hits have their titles with marks.
  std::vector<FieldId> facets;
  bool strict_facets = false;  // False: each facet is counted under all filters but its own.
  std::uint32_t facet_size = 20;
  FacetView facet_view;
  bool pages_facet = false;  // The cursor leads through the values of the only facet, not the hits.
  std::optional<Interval> timeline;
  std::string zone = "UTC";             // Of the timeline: a name of the IANA data base.
  std::optional<FieldId> timeline_by;   // A series for each of its facet_size largest values,
  std::vector<Query> timeline_queries;  // or for each of these instead of `query`.
};

// A piece of text with the matching words in it. Offsets are bytes in `text`, ascending.
struct Snippet {
  std::string text;
  std::vector<std::pair<std::size_t, std::size_t>> marks;
};

struct Hit {
  Article article;
  double score = 0;  // 0 unless sorted by relevance.
  std::optional<ScoreExplanation> explanation = {};
  std::vector<Snippet> snippets;               // In the order of the text.
  Snippet title;                               // The title, whole, with its marks.
  std::optional<std::uint32_t> story_matches;  // When collapsed: so many of its story match.
};

// An empty one when there is none.
inline const Snippet& first_snippet(const Hit& hit) {
  static const Snippet kNone;
  return hit.snippets.empty() ? kNone : hit.snippets.front();
}

struct FacetBucket {
  std::string value;
  std::string label;  // For sources the name, else the value.
  std::uint64_t articles = 0;
  bool selected = false;                      // A filter asks for it,
  bool excluded = false;                      // or shuts it out.
  std::optional<std::uint64_t> stories = {};  // Among the articles, when collapsed.
};

// Counts by value; values that are filtered by are listed even when they are not among the largest,
// but in a view of some values only. All numbers are exact.
struct Facet {
  FieldId field;
  std::vector<FacetBucket> buckets;
  std::uint64_t distinct = 0;  // Values with at least one article.
  std::uint64_t missing = 0;   // Articles without a value.
  std::uint64_t other = 0;     // Sum of the buckets that were not listed.
  std::uint64_t matching = 0;  // Values with articles that the view is of.
};

// None: the archive has nothing here. Low: sources gave far less than they usually do
// (server/search/coverage.h).
enum class Coverage : std::uint8_t { Ok, Low, None };

struct TimelineBucket {
  std::int64_t start = 0;  // Seconds; [start, end).
  std::int64_t end = 0;
  std::uint64_t articles = 0;    // That match.
  std::uint64_t total = 0;       // That pass the filters, whatever their words. 0: the archive has
                                 // nothing here, and the share is not known.
  std::int64_t local_start = 0;  // What clocks show then, as if it were UTC.
  std::int64_t local_end = 0;
  Coverage coverage = Coverage::Ok;
  std::optional<std::uint64_t> stories = {};  // Among the articles, when collapsed.
};

struct TimelineCount {
  std::uint64_t articles = 0;
  std::uint64_t total = 0;
  Coverage coverage = Coverage::Ok;
};

// What is counted apart from the whole: one value of a field, or one of several queries.
struct TimelineSeries {
  std::string value;
  std::string label;
  std::uint64_t articles = 0;          // Undated ones too.
  std::vector<TimelineCount> buckets;  // As many as the timeline has.
};

// A complete axis: buckets without articles are there too.
struct Timeline {
  Interval interval = Interval::Month;
  std::vector<TimelineBucket> buckets;
  std::uint64_t undated = 0;  // Matching articles that have no date, and stand in no bucket.
  std::vector<TimelineSeries> series;
};

// A word of the query that hardly any article has, and words of the archive like it.
struct SpellingSuggestion {
  struct Instead {
    std::string word;
    std::uint64_t articles;  // Of the archive that have a form of it.
  };
  std::string word;
  std::uint64_t articles = 0;
  std::vector<Instead> instead;  // The likeliest first.
};

// A query that may have been meant, and how many articles match it under the same filters.
struct CorrectedQuery {
  std::string q;
  std::uint64_t articles = 0;
};

struct SearchResult {
  std::uint64_t total = 0;                    // Articles, exact.
  std::optional<std::uint64_t> stories = {};  // Among these, when collapsed; exact.
  std::vector<Hit> hits;
  std::vector<Facet> facets;
  std::optional<Timeline> timeline;
  std::string next_cursor;  // Empty after the last hit.
  std::optional<CorrectedQuery> corrected;
  ArchiveStatus index;  // Of the revision that all of this was found in.
};

}  // namespace backfile
