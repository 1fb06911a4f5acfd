// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/known_articles.h"

#include <xapian.h>

#include <algorithm>

#include "common/article_json.h"
#include "common/index/columns.h"
#include "common/index/records.h"
#include "common/index/terms.h"

namespace backfile {
namespace {

Error unreadable(const SegmentEntry& segment, const Xapian::Error& problem) {
  return {ErrorCode::Corrupt, segment.name + " cannot be read (" + problem.get_msg() +
                                  "); run `backfile-index verify`"};
}

}  // namespace

struct KnownArticles::Impl {
  struct Segment {
    Xapian::Database database;
    Columns columns;
    const SegmentEntry* entry;
    std::optional<Records> records;  // Opened when one is asked for.
  };
  std::string directory;
  Manifest manifest;
  std::vector<Segment> segments;

  bool is_dead(const Segment& segment, std::uint32_t docid) const {
    return std::binary_search(segment.entry->dead.begin(), segment.entry->dead.end(), docid);
  }
};

KnownArticles::KnownArticles(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
KnownArticles::KnownArticles(KnownArticles&&) noexcept = default;
KnownArticles& KnownArticles::operator=(KnownArticles&&) noexcept = default;
KnownArticles::~KnownArticles() = default;

Result<KnownArticles> KnownArticles::open(const std::string& directory, const Manifest& manifest) {
  auto impl = std::make_unique<Impl>();
  impl->directory = directory;
  impl->manifest = manifest;
  for (const SegmentEntry& entry : impl->manifest.segments) {
    const std::string base = directory + "/" + entry.name;
    Result<Columns> columns = Columns::open(base + std::string(kColumnsSuffix));
    if (!columns) return std::move(columns).error();
    try {
      impl->segments.push_back(
          {Xapian::Database(base + std::string(kDatabaseSuffix)), *std::move(columns), &entry,
           std::nullopt});
    } catch (const Xapian::Error& problem) {
      return Error{ErrorCode::Corrupt, directory + "/" + entry.name + " cannot be opened (" +
                                           problem.get_msg() + "); run `backfile-index verify`"};
    }
  }
  return KnownArticles(std::move(impl));
}

Result<KnownArticles::Known> KnownArticles::find(std::string_view id, std::string_view content) {
  Known known;
  const std::string term = id_term(id);
  for (std::size_t i = 0; i < impl_->segments.size(); ++i) {
    const Impl::Segment& segment = impl_->segments[i];
    try {
      for (auto posting = segment.database.postlist_begin(term);
           posting != segment.database.postlist_end(term); ++posting) {
        const Xapian::docid docid = *posting;
        ++known.versions;
        known.places.emplace_back(i, docid);
        if (!impl_->is_dead(segment, docid)) known.live = {i, docid};
        known.same |= segment.columns.content_of(docid) == content;
      }
    } catch (const Xapian::Error& problem) {
      return unreadable(*segment.entry, problem);
    }
  }
  return known;
}

Result<Article> KnownArticles::article(const ArticlePlace& place) {
  Impl::Segment& segment = impl_->segments[place.first];
  if (!segment.records) {
    Result<Records> opened =
        Records::open(impl_->directory + "/" + segment.entry->name + std::string(kRecordsSuffix));
    if (!opened) return std::move(opened).error();
    segment.records = *std::move(opened);
  }
  const Result<std::string> line = segment.records->record(place.second);
  if (!line) return line.error();
  return from_json_line(*line);
}

Result<bool> KnownArticles::has_url(std::string_view url_key) const {
  for (const Impl::Segment& segment : impl_->segments) {
    try {
      if (segment.database.term_exists(url_term(url_key))) return true;
      if (segment.database.term_exists(id_term(url_key))) return true;
    } catch (const Xapian::Error& problem) {
      return unreadable(*segment.entry, problem);
    }
  }
  return false;
}

Result<std::vector<std::string>> KnownArticles::ids_at(std::string_view url_key) {
  std::vector<std::string> ids;
  for (const std::string& term : {id_term(url_key), url_term(url_key)}) {
    for (std::size_t i = 0; i < impl_->segments.size(); ++i) {
      const Impl::Segment& segment = impl_->segments[i];
      try {
        for (auto posting = segment.database.postlist_begin(term);
             posting != segment.database.postlist_end(term); ++posting) {
          const Result<Article> found = article({i, *posting});
          if (!found) return found.error();
          if (std::ranges::find(ids, found->id) == ids.end()) ids.push_back(found->id);
        }
      } catch (const Xapian::Error& problem) {
        return unreadable(*segment.entry, problem);
      }
    }
  }
  return ids;
}

}  // namespace backfile
