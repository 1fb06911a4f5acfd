// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/known_articles.h"

#include <xapian.h>

#include <algorithm>
#include <set>

#include "common/index/columns.h"
#include "common/index/terms.h"

namespace backfile {

struct KnownArticles::Impl {
  struct Segment {
    Xapian::Database database;
    Columns columns;
    const SegmentEntry* entry;
  };
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
  impl->manifest = manifest;
  for (const SegmentEntry& entry : impl->manifest.segments) {
    const std::string base = directory + "/" + entry.name;
    Result<Columns> columns = Columns::open(base + std::string(kColumnsSuffix));
    if (!columns) return std::move(columns).error();
    try {
      impl->segments.push_back(
          {Xapian::Database(base + std::string(kDatabaseSuffix)), *std::move(columns), &entry});
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
  // An article that was indexed again is held twice with one content.
  std::set<std::string> contents;
  for (std::size_t i = 0; i < impl_->segments.size(); ++i) {
    const Impl::Segment& segment = impl_->segments[i];
    try {
      for (auto posting = segment.database.postlist_begin(term);
           posting != segment.database.postlist_end(term); ++posting) {
        const Xapian::docid docid = *posting;
        if (!impl_->is_dead(segment, docid)) known.live = {i, docid};
        contents.emplace(segment.columns.content_of(docid));
      }
    } catch (const Xapian::Error& problem) {
      return Error{ErrorCode::Corrupt, segment.entry->name + " cannot be read (" +
                                           problem.get_msg() + "); run `backfile-index verify`"};
    }
  }
  known.same = contents.contains(std::string(content));
  known.versions = static_cast<std::uint32_t>(contents.size());
  return known;
}

}  // namespace backfile
