// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/archive.h"

#include <algorithm>
#include <semaphore>
#include <string>
#include <utility>

#include "common/index/terms.h"
#include "server/search/cursor.h"
#include "server/search/posting_cache.h"
#include "server/search/revisions.h"
#include "server/search/search_run.h"
#include "server/search/snapshot.h"
#include "server/search/source_summary.h"
#include "server/search/watcher.h"

namespace backfile {
namespace {

Error stale_cursor() {
  Error error{ErrorCode::StaleCursor,
              "The revision that the cursor belongs to is no longer held; start the search again."};
  error.detail.parameter = "cursor";
  return error;
}

// One of a limited number of places, until the object is destroyed.
class Turn {
 public:
  static std::optional<Turn> wait(std::counting_semaphore<>* places, Deadline until) {
    if (!places->try_acquire_until(until)) return std::nullopt;
    return Turn(places);
  }
  Turn(Turn&& other) noexcept : places_(std::exchange(other.places_, nullptr)) {}
  Turn& operator=(Turn&&) = delete;
  ~Turn() {
    if (places_ != nullptr) places_->release();
  }

 private:
  explicit Turn(std::counting_semaphore<>* places) : places_(places) {}
  std::counting_semaphore<>* places_;
};

}  // namespace

class Archive::Impl {
 public:
  Impl(const std::string& directory, const ArchiveOptions& options, LoadedRevision loaded)
      : deadline_(options.deadline),
        places_(static_cast<std::ptrdiff_t>(std::max<std::size_t>(options.readers, 1))),
        cache_(options.cache_bytes),
        revisions_(std::move(loaded.snapshot)),
        watcher_(directory, loaded.stamp, &revisions_) {}

  Result<SearchResult> search(const SearchRequest& request);
  Result<ArticleAnswer> article(std::string_view id);
  SourcesAnswer sources() const;
  ArchiveStatus status() const { return revisions_.current()->status(); }
  std::string problem() const { return watcher_.problem(); }

 private:
  // Calls `body` when it is its turn. The deadline counts from the call, waiting included.
  template <typename Body>
  auto with_reader(const Body& body) -> decltype(body(std::declval<Reader&>(), Deadline())) {
    const Deadline deadline = std::chrono::steady_clock::now() + deadline_;
    const std::optional<Turn> turn = Turn::wait(&places_, deadline);
    if (!turn) return deadline_error();
    const ReaderPool::Lease lease = readers_.lease();
    return body(*lease, deadline);
  }

  std::chrono::milliseconds deadline_;
  std::counting_semaphore<> places_;
  PostingCache cache_;
  ReaderPool readers_;
  Revisions revisions_;
  Watcher watcher_;  // Last: it uses the revisions.
};

Result<SearchResult> Archive::Impl::search(const SearchRequest& request) {
  std::shared_ptr<const Snapshot> snapshot = revisions_.current();
  std::optional<Cursor> cursor;
  if (!request.cursor.empty()) {
    Result<Cursor> parsed = parse_token(request.cursor);
    if (!parsed) return parsed.error();
    if (parsed->search != fingerprint_of(request)) return cursor_of_another_search();
    snapshot = revisions_.find(parsed->revision);
    if (!snapshot) return stale_cursor();
    cursor = std::move(*parsed);
  }
  return with_reader([&](Reader& reader, Deadline deadline) {
    return run_search(*snapshot, reader, cache_, request, cursor, deadline);
  });
}

Result<ArticleAnswer> Archive::Impl::article(std::string_view id) {
  const std::shared_ptr<const Snapshot> snapshot = revisions_.current();
  const std::string term = id_term(id);
  for (std::size_t s = 0; s < snapshot->segment_count(); ++s) {
    std::optional<std::uint32_t> live;
    snapshot->segment(s).postings().for_each(term, [&](std::uint32_t docid, std::uint32_t) {
      if (!snapshot->is_dead(s, docid)) live = docid;
    });
    if (!live) continue;
    Result<Article> article = read_article(*snapshot, s, *live);
    if (!article) return std::move(article).error();
    return ArticleAnswer{*std::move(article), snapshot->status()};
  }
  return Error{ErrorCode::NotFound, "No article has the id " + std::string(id) + "."};
}

SourcesAnswer Archive::Impl::sources() const {
  const std::shared_ptr<const Snapshot> snapshot = revisions_.current();
  return {summarise_sources(*snapshot), snapshot->status()};
}

Archive::Archive(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Archive::~Archive() = default;

Result<std::unique_ptr<Archive>> Archive::open(const std::string& directory,
                                               const ArchiveOptions& options) {
  Result<LoadedRevision> loaded = load_newest(directory, nullptr);
  if (!loaded) return loaded.error();
  return std::unique_ptr<Archive>(
      new Archive(std::make_unique<Impl>(directory, options, std::move(*loaded))));
}

Result<SearchResult> Archive::search(const SearchRequest& request) const {
  return impl_->search(request);
}
Result<ArticleAnswer> Archive::article(std::string_view id) const { return impl_->article(id); }
SourcesAnswer Archive::sources() const { return impl_->sources(); }
ArchiveStatus Archive::status() const { return impl_->status(); }
std::string Archive::problem() const { return impl_->problem(); }

}  // namespace backfile
