// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/archive.h"

#include <algorithm>
#include <string>
#include <utility>

#include "common/index/terms.h"
#include "server/search/changes.h"
#include "server/search/cursor.h"
#include "server/search/locate.h"
#include "server/search/posting_cache.h"
#include "server/search/revisions.h"
#include "server/search/sample.h"
#include "server/search/search_run.h"
#include "server/search/snapshot.h"
#include "server/search/sort_order.h"
#include "server/search/source_summary.h"
#include "server/search/watcher.h"
#include "server/search/work.h"

namespace backfile {
namespace {

Result<ArticleAnswer> find_article(const Snapshot& snapshot, std::string_view id) {
  const Result<Location> live = find_live(snapshot, id);
  if (!live) return live.error();
  Result<Article> article = read_article(snapshot, live->segment, live->docid);
  if (!article) return std::move(article).error();
  return ArticleAnswer{*std::move(article), snapshot.status()};
}

Error too_many_searches() {
  return {ErrorCode::Unavailable, "Too many long searches run already; try again."};
}

Error not_held(std::uint64_t revision, std::uint64_t newest) {
  Error error{ErrorCode::StaleCursor, "Revision " + std::to_string(revision) +
                                          " is not held; the one that is served is " +
                                          std::to_string(newest) + "."};
  error.detail.parameter = "revision";
  error.detail.found = std::to_string(revision);
  return error;
}

}  // namespace

class Archive::Impl {
 public:
  Impl(const std::string& directory, const ArchiveOptions& options,
       std::unique_ptr<FileGuard> guard, LoadedRevision loaded)
      : deadline_(options.deadline),
        lanes_({.quick = std::max<std::size_t>(options.readers, 1),
                .slow = std::max<std::size_t>(options.slow_readers, 1)}),
        cache_(options.cache_bytes),
        guard_(std::move(guard)),
        revisions_(std::move(loaded.snapshot), cache_),
        watcher_(directory, loaded.stamp, guard_.get(), &revisions_) {}

  Result<SearchResult> search(const SearchRequest& request);
  Result<ArticleAnswer> article(std::string_view id);
  Result<SearchResult> search(const SearchRequest& request, const Pin& pin);
  Result<std::string> cursor_after(const SearchRequest& request, std::string_view id,
                                   const Pin& pin);
  Result<SampleAnswer> sample(const SampleRequest& request);
  Result<void> work(const SearchBounds& bounds, const Pin& pin,
                    const std::function<Result<void>(const Work&)>& body);
  std::size_t segments() const { return revisions_.current()->segment_count(); }
  Result<Pin> pin(const SearchBounds& bounds) const;
  Result<SearchPlace> place_of(const SearchBounds& bounds, std::string_view token,
                               std::uint64_t search) const;
  Result<ArticleAnswer> lookup(std::string_view url);
  Result<ChangesAnswer> changes(std::uint64_t since, std::string_view cursor,
                                std::size_t count) const;
  SourcesAnswer sources() const;
  Result<CoverageAnswer> coverage(const CoverageRequest& request) const;
  ArchiveStatus status() const { return revisions_.current()->status(); }
  SearchLanes::Counters lanes() const { return lanes_.counters(); }
  PostingCache::Counters kept_lists() { return cache_.counters(); }
  std::string problem() const { return watcher_.problem(); }
  std::optional<std::uint64_t> intact() const { return guard_->intact(); }

 private:
  // Calls `body` when it is its turn. The deadline counts from the call, waiting included.
  template <typename Body>
  auto with_reader(const SearchBounds& bounds, const Body& body)
      -> decltype(body(std::declval<Reader&>(), Deadline())) {
    const auto own_end = std::chrono::steady_clock::now() + deadline_;
    const auto end = std::min(own_end, bounds.ends_by.value_or(own_end));
    SearchLanes::Turn turn(lanes_, end);
    if (std::chrono::steady_clock::now() >= end && end < own_end) return deadline_error();
    if (!turn.has_place()) return too_many_searches();
    auto result = body(reader_of_this_thread(), Deadline(end, &turn));
    if (!result && turn.was_shed()) return too_many_searches();
    return result;
  }

  std::chrono::milliseconds deadline_;
  SearchLanes lanes_;
  PostingCache cache_;
  const std::unique_ptr<FileGuard> guard_;
  Revisions revisions_;
  Watcher watcher_;  // Last: it uses the revisions.
};

Result<SearchResult> Archive::Impl::search(const SearchRequest& request) {
  const Result<SearchPlace> place = place_of(request.bounds, request.cursor,
                                             request.cursor.empty() ? 0 : fingerprint_of(request));
  if (!place) return place.error();
  return with_reader(request.bounds, [&](Reader& reader, Deadline deadline) {
    return run_search(*place->pin, reader, cache_, request, place->cursor, deadline);
  });
}

Result<Pin> Archive::Impl::pin(const SearchBounds& bounds) const {
  if (!bounds.revision) return revisions_.current();
  if (Pin held = revisions_.find(*bounds.revision)) return held;
  return not_held(*bounds.revision, status().revision);
}

Result<SearchPlace> Archive::Impl::place_of(const SearchBounds& bounds, std::string_view token,
                                            std::uint64_t search) const {
  Result<Pin> asked = pin(bounds);
  if (!asked) return asked.error();
  Result<std::optional<Cursor>> cursor = cursor_of(token, search, bounds.revision);
  if (!cursor) return cursor.error();
  if (!*cursor) return SearchPlace{*std::move(asked), std::nullopt};
  Pin held = revisions_.find((*cursor)->revision);
  if (!held) return stale_cursor();
  return SearchPlace{std::move(held), *std::move(cursor)};
}

Result<CoverageAnswer> Archive::Impl::coverage(const CoverageRequest& request) const {
  const std::uint64_t search = fingerprint_of(request);
  const Result<SearchPlace> place = place_of({}, request.cursor, search);
  if (!place) return place.error();
  const Result<std::uint32_t> skipped = results_before(place->cursor);
  if (!skipped) return skipped.error();
  CoverageAnswer answer = summarise_coverage(*place->pin, request, *skipped);
  const std::uint64_t next = *skipped + answer.sources.size();
  if (!answer.sources.empty() && next < answer.total) {
    answer.next_cursor =
        to_token({answer.index.revision, search, static_cast<std::uint32_t>(next)});
  }
  return answer;
}

Result<SearchResult> Archive::Impl::search(const SearchRequest& request, const Pin& pin) {
  const Result<std::optional<Cursor>> cursor =
      cursor_of(request.cursor, fingerprint_of(request), std::nullopt);
  if (!cursor) return cursor.error();
  if (*cursor && (*cursor)->revision != pin->status().revision) return stale_cursor();
  return with_reader(request.bounds, [&](Reader& reader, Deadline deadline) {
    return run_search(*pin, reader, cache_, request, *cursor, deadline);
  });
}

Result<std::string> Archive::Impl::cursor_after(const SearchRequest& request, std::string_view id,
                                                const Pin& pin) {
  const Result<Location> live = find_live(*pin, id);
  if (!live) return live.error();
  return to_token({pin->status().revision, fingerprint_of(request),
                   key_of(*pin, live->segment, live->docid, request.sort)});
}

Result<SampleAnswer> Archive::Impl::sample(const SampleRequest& request) {
  const Result<Pin> snapshot = pin(request.search.bounds);
  if (!snapshot) return snapshot.error();
  return with_reader(request.search.bounds, [&](Reader& reader, Deadline deadline) {
    return draw_sample(**snapshot, reader, cache_, request, deadline);
  });
}

Result<void> Archive::Impl::work(const SearchBounds& bounds, const Pin& pin,
                                 const std::function<Result<void>(const Work&)>& body) {
  return with_reader(bounds, [&](Reader& reader, Deadline deadline) {
    return body({*pin, reader, cache_, deadline});
  });
}

Result<ArticleAnswer> Archive::Impl::article(std::string_view id) {
  return find_article(*revisions_.current(), id);
}

Result<ArticleAnswer> Archive::Impl::lookup(std::string_view url) {
  const std::shared_ptr<const Snapshot> snapshot = revisions_.current();
  const std::string key = url_key(url);
  const Result<std::string> id = id_at_url(*snapshot, key);
  if (!id) return id.error();
  if (!id->empty()) return find_article(*snapshot, *id);
  if (const Notice* removed = snapshot->removals().find_url(key)) return gone(*removed);
  return Error{ErrorCode::NotFound,
               "No article was seen under the address " + std::string(url) + "."};
}

Result<ChangesAnswer> Archive::Impl::changes(std::uint64_t since, std::string_view cursor,
                                             std::size_t count) const {
  return find_changes(*revisions_.current(), since, cursor, count);
}

SourcesAnswer Archive::Impl::sources() const {
  const std::shared_ptr<const Snapshot> snapshot = revisions_.current();
  return {summarise_sources(*snapshot), snapshot->status()};
}

Archive::Archive(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Archive::~Archive() = default;

Result<std::unique_ptr<Archive>> Archive::open(const std::string& directory,
                                               const ArchiveOptions& options) {
  auto guard = std::make_unique<FileGuard>(directory);
  const std::uint64_t damage = guard->damage();
  Result<LoadedRevision> loaded = load_newest(directory, nullptr, guard.get());
  if (!loaded) return loaded.error();
  guard->opened_anew(damage);
  return std::unique_ptr<Archive>(new Archive(
      std::make_unique<Impl>(directory, options, std::move(guard), std::move(*loaded))));
}

Result<SearchResult> Archive::search(const SearchRequest& request) const {
  return impl_->search(request);
}
Result<SearchResult> Archive::search(const SearchRequest& request, const Pin& pin) const {
  return impl_->search(request, pin);
}
Result<std::string> Archive::cursor_after(const SearchRequest& request, std::string_view id,
                                          const Pin& pin) const {
  return impl_->cursor_after(request, id, pin);
}
Result<SampleAnswer> Archive::sample(const SampleRequest& request) const {
  return impl_->sample(request);
}
Result<void> Archive::work(const SearchBounds& bounds,
                           const std::function<Result<void>(const Work&)>& body) const {
  const Result<Pin> pinned = impl_->pin(bounds);
  if (!pinned) return pinned.error();
  return impl_->work(bounds, *pinned, body);
}
Result<void> Archive::work(const SearchBounds& bounds, const Pin& pin,
                           const std::function<Result<void>(const Work&)>& body) const {
  return impl_->work(bounds, pin, body);
}
std::size_t Archive::segments() const { return impl_->segments(); }
Result<Pin> Archive::pin(const SearchBounds& bounds) const { return impl_->pin(bounds); }
Result<SearchPlace> Archive::place_of(const SearchBounds& bounds, std::string_view token,
                                      std::uint64_t search) const {
  return impl_->place_of(bounds, token, search);
}
Result<ArticleAnswer> Archive::article(std::string_view id) const { return impl_->article(id); }
Result<ArticleAnswer> Archive::lookup(std::string_view url) const { return impl_->lookup(url); }
Result<ChangesAnswer> Archive::changes(std::uint64_t since, std::string_view cursor,
                                       std::size_t count) const {
  return impl_->changes(since, cursor, count);
}
SourcesAnswer Archive::sources() const { return impl_->sources(); }
Result<CoverageAnswer> Archive::coverage(const CoverageRequest& request) const {
  return impl_->coverage(request);
}
ArchiveStatus Archive::status() const { return impl_->status(); }
SearchLanes::Counters Archive::lanes() const { return impl_->lanes(); }
PostingCache::Counters Archive::kept_lists() const { return impl_->kept_lists(); }
std::string Archive::problem() const { return impl_->problem(); }
std::optional<std::uint64_t> Archive::intact() const { return impl_->intact(); }

}  // namespace backfile
