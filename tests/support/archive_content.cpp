// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/archive_content.h"

#include <algorithm>

#include "common/archive/manifest.h"
#include "common/archive/removals.h"
#include "common/article_json.h"
#include "common/index/records.h"

namespace backfile {
namespace {

Result<void> add_articles(const std::string& archive, const SegmentEntry& segment,
                          ArchiveContent* content) {
  const Result<Records> records =
      open_view<Records>(archive + "/" + segment.name + std::string(kRecordsSuffix));
  if (!records) return records.error();
  if (records->documents() != segment.documents) {
    return Error{ErrorCode::Corrupt,
                 segment.name + " has not as many records as the manifest says"};
  }
  for (std::uint32_t docid = 1; docid <= segment.documents; ++docid) {
    if (std::ranges::binary_search(segment.dead, docid)) continue;
    const Result<std::string> record = records->record(docid);
    if (!record) return record.error();
    const Result<Article> article = from_json_line(*record);
    if (!article) return article.error();
    const auto [place, is_new] = content->emplace(article->id, *record);
    if (!is_new) return Error{ErrorCode::Corrupt, article->id + " is there twice"};
  }
  return {};
}

}  // namespace

Result<ArchiveContent> content_of(const std::string& archive) {
  const Result<Manifest> manifest = read_manifest(archive);
  if (!manifest) return manifest.error();
  ArchiveContent content;
  for (const SegmentEntry& segment : manifest->segments) {
    if (Result<void> added = add_articles(archive, segment, &content); !added) {
      return std::move(added).error();
    }
  }
  const Result<Removals> removals = Removals::load(archive, *manifest);
  if (!removals) return removals.error();
  for (const Notice& notice : removals->notices()) {
    if (removals->find(notice.id) != nullptr) content["-" + notice.id] = "removed";
  }
  return content;
}

}  // namespace backfile
