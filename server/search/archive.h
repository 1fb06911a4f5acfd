// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "common/result.h"
#include "server/search/coverage.h"
#include "server/search/gaps.h"
#include "server/search/lanes.h"
#include "server/search/posting_cache.h"
#include "server/search/search.h"

namespace backfile {

struct ArchiveOptions {
  std::size_t readers = 4;       // Short searches that may run at once,
  std::size_t slow_readers = 1;  // and long ones (lanes.h); further ones wait for their turn.
  std::size_t cache_bytes = 256 << 20;       // For decoded posting lists.
  std::chrono::milliseconds deadline{1000};  // Of one search, from its start; then Deadline.
};

struct SourceSummary {
  Source source;
  std::uint64_t articles = 0;
  std::uint64_t undated = 0;
  std::optional<std::int64_t> oldest;
  std::optional<std::int64_t> newest;
};

struct CoverageRequest {
  std::vector<std::string> sources;     // By id or name; empty: all.
  Interval interval = Interval::Month;  // Day or coarser.
  std::uint32_t page_size = 100;        // Sources.
  std::string cursor;
};

struct SourceCoverage {
  SourceSummary summary;
  std::vector<CoverageCell> cells;
  std::vector<Gap> gaps;
};

struct CoverageAnswer {
  std::vector<SourceCoverage> sources;  // Most articles first.
  std::uint64_t total = 0;              // Sources on all pages.
  std::string next_cursor;
  ArchiveStatus index;
};

// A sample of the matching articles: equal seeds draw equal samples as long as the revision is the
// same.
struct SampleRequest {
  SearchRequest search;  // Query and filters.
  std::uint32_t size = 100;
  std::uint64_t seed = 0;
  std::vector<FieldId> fields;       // A stratum for each combination of their values (the first
  std::optional<Interval> interval;  // of each article) and of the interval of publication, UTC.
};

struct Stratum {
  std::vector<std::string> values;  // By field; empty where an article has none.
  std::string period;               // Its first day; empty without an interval or a date.
  std::uint64_t articles = 0;
  std::uint64_t drawn = 0;  // Of an article the probability to be drawn is drawn / articles.
};

struct SampledArticle {
  Article article;
  std::uint32_t stratum;  // Its place in SampleAnswer::strata.
};

struct SampleAnswer {
  std::uint64_t total = 0;
  std::vector<Stratum> strata;           // Largest first.
  std::vector<SampledArticle> articles;  // In the order of their strata, then of the draw.
  ArchiveStatus index;
};

struct SearchPlace;
struct Work;

// A revision that stays readable as long as this is held.
class Snapshot;
using Pin = std::shared_ptr<const Snapshot>;

struct ArticleAnswer {
  Article article;
  ArchiveStatus index;
};

struct Change {
  // Replaced: a new version of an article; Removed: taken out of the archive.
  enum class Kind { Added, Replaced, Removed };
  std::uint64_t revision = 0;
  Kind kind = Kind::Added;
  std::string id;
  std::uint32_t version = 0;  // Of what was added or replaced.
  std::string reason;         // Why it was removed.
  std::string now;            // The id under which it goes on as a version of what it corrects.
};

struct ChangesAnswer {
  std::vector<Change> changes;
  std::string next_cursor;  // Empty after the last one.
  ArchiveStatus index;
};

struct SourcesAnswer {
  std::vector<SourceSummary> sources;  // Most articles first.
  ArchiveStatus index;
};

// An archive being served. A thread of its own watches the manifest and opens a new revision
// beside the old one; every call works on one revision from beginning to end. All members may be
// called from any thread.
class Archive {
 public:
  // NotFound, Incompatible or Corrupt (with the segment's name) when there is nothing to serve.
  static Result<std::unique_ptr<Archive>> open(const std::string& directory,
                                               const ArchiveOptions& options);
  ~Archive();

  // InvalidArgument for a cursor that is not ours or belongs to another query, StaleCursor,
  // Deadline, Unavailable when too many searches run.
  Result<SearchResult> search(const SearchRequest& request) const;

  // The revision that a search is of. StaleCursor (parameter "revision") when it is not held.
  Result<Pin> pin(const SearchBounds& bounds) const;

  // Where the search with this fingerprint (cursor.h) goes on: `token` is its cursor, empty on the
  // first page. InvalidArgument and StaleCursor, as search().
  Result<SearchPlace> place_of(const SearchBounds& bounds, std::string_view token,
                               std::uint64_t search) const;

  // As search(), of the pinned revision.
  Result<SearchResult> search(const SearchRequest& request, const Pin& pin) const;
  // The cursor behind the article with this id. NotFound.
  Result<std::string> cursor_after(const SearchRequest& request, std::string_view id,
                                   const Pin& pin) const;

  // InvalidArgument for more than kMostStrata strata; Deadline.
  static constexpr std::size_t kMostStrata = 10'000;
  Result<SampleAnswer> sample(const SampleRequest& request) const;

  // Calls `body` once with the revision of these bounds, when it is its turn among the searches.
  // StaleCursor, Deadline when it was not in time, or what `body` answers.
  Result<void> work(const SearchBounds& bounds,
                    const std::function<Result<void>(const Work&)>& body) const;
  // The same of the pinned revision.
  Result<void> work(const SearchBounds& bounds, const Pin& pin,
                    const std::function<Result<void>(const Work&)>& body) const;

  // The article of this id, or the one that corrected it. Gone, with its date and reason, when it
  // was taken out; NotFound when there never was one.
  Result<ArticleAnswer> article(std::string_view id) const;

  // The same by any address that it was seen under, or one of the same canonical form.
  Result<ArticleAnswer> lookup(std::string_view url) const;

  // See find_changes().
  Result<ChangesAnswer> changes(std::uint64_t since, std::string_view cursor,
                                std::size_t count) const;

  SourcesAnswer sources() const;

  // InvalidArgument and StaleCursor for a cursor, as search().
  Result<CoverageAnswer> coverage(const CoverageRequest& request) const;

  // Of the newest revision that is served. Another one may be by the time of the next call: what an
  // answer was computed from stands in the answer.
  ArchiveStatus status() const;

  std::size_t segments() const;  // Of that revision.

  SearchLanes::Counters lanes() const;
  PostingCache::Counters kept_lists() const;  // Decoded posting lists.

  // Why the newest revision on disk is not the one served (a damaged segment, say), or empty.
  std::string problem() const;

  // See FileGuard::intact(): what was computed between two calls may be told if both say the same.
  // Nothing while a file that is served is damaged; problem() says which, within a moment.
  std::optional<std::uint64_t> intact() const;

 private:
  class Impl;
  explicit Archive(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace backfile
