// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/known_articles.h"

#include <algorithm>
#include <set>

#include "common/article_json.h"
#include "common/index/columns.h"
#include "common/index/posting_file.h"
#include "common/index/records.h"
#include "common/index/terms.h"

namespace backfile {

void mark_dead(const ArticlePlace& place, Manifest* manifest) {
  std::vector<std::uint32_t>& dead = manifest->segments[place.first].dead;
  const auto at = std::lower_bound(dead.begin(), dead.end(), place.second);
  if (at == dead.end() || *at != place.second) dead.insert(at, place.second);
}

struct KnownArticles::Impl {
  struct Segment {
    PostingFile postings;
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
    Result<Columns> columns = open_view<Columns>(base + std::string(kColumnsSuffix));
    if (!columns) return std::move(columns).error();
    Result<PostingFile> postings = open_view<PostingFile>(base + std::string(kDatabaseSuffix));
    if (!postings) return std::move(postings).error();
    if (columns->documents != entry.documents || postings->documents() != entry.documents) {
      return Error{ErrorCode::Corrupt, base + " is damaged; run `backfile-index verify`"};
    }
    impl->segments.push_back({*std::move(postings), *std::move(columns), &entry, std::nullopt});
  }
  return KnownArticles(std::move(impl));
}

KnownArticles::Known KnownArticles::find(std::string_view id, std::string_view content) const {
  Known known;
  const std::string term = id_term(id);
  // An article that was indexed again is held twice with one content.
  std::set<std::string_view> contents;
  for (std::size_t i = 0; i < impl_->segments.size(); ++i) {
    const Impl::Segment& segment = impl_->segments[i];
    segment.postings.for_each(term, [&](std::uint32_t docid, std::uint32_t) {
      known.places.emplace_back(i, docid);
      if (!impl_->is_dead(segment, docid)) known.live = {i, docid};
      contents.insert(segment.columns.content_of(docid));
    });
  }
  known.same = contents.contains(content);
  known.versions = static_cast<std::uint32_t>(contents.size());
  return known;
}

Result<Article> KnownArticles::article(const ArticlePlace& place) {
  Impl::Segment& segment = impl_->segments[place.first];
  if (!segment.records) {
    Result<Records> opened = open_view<Records>(impl_->directory + "/" + segment.entry->name +
                                                std::string(kRecordsSuffix));
    if (!opened) return std::move(opened).error();
    segment.records = *std::move(opened);
  }
  const Result<std::string> line = segment.records->record(place.second);
  if (!line) return line.error();
  return from_json_line(*line);
}

bool KnownArticles::has_url(std::string_view url_key) const {
  return std::ranges::any_of(impl_->segments, [&](const Impl::Segment& segment) {
    return segment.postings.frequency(url_term(url_key)) > 0 ||
           segment.postings.frequency(id_term(url_key)) > 0;
  });
}

Result<std::vector<std::string>> KnownArticles::ids_at(std::string_view url_key) {
  std::vector<ArticlePlace> places;
  for (const std::string& term : {id_term(url_key), url_term(url_key)}) {
    for (std::size_t i = 0; i < impl_->segments.size(); ++i) {
      impl_->segments[i].postings.for_each(
          term, [&](std::uint32_t docid, std::uint32_t) { places.emplace_back(i, docid); });
    }
  }
  std::vector<std::string> ids;
  for (const ArticlePlace& place : places) {
    const Result<Article> found = article(place);
    if (!found) return found.error();
    if (std::ranges::find(ids, found->id) == ids.end()) ids.push_back(found->id);
  }
  return ids;
}

}  // namespace backfile
