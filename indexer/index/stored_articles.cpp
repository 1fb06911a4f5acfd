// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/stored_articles.h"

#include <utility>

#include "common/article_json.h"
#include "indexer/index/segment_source.h"

namespace backfile {

Result<void> spool_again(const std::string& base, const std::vector<std::uint32_t>& docids,
                         Spool* spool) {
  const Result<SegmentSource> opened = SegmentSource::open(base);
  if (!opened) return opened.error();
  const SegmentSource& segment = opened.value();
  for (const std::uint32_t docid : docids) {
    const Result<std::string> record = segment.records.record(docid);
    if (!record) return record.error();
    const Result<Article> article = from_json_line(record.value());
    if (!article) return article.error();
    SpooledArticle stored;
    stored.id = article.value().id;
    stored.seconds = segment.columns.seconds[docid - 1];
    stored.version = article.value().version;
    stored.lines = lines_of(article.value());
    stored.content = segment.columns.content_of(docid);
    if (Result<void> added = spool->add(std::move(stored), record.value()); !added) {
      return added;
    }
  }
  return {};
}

}  // namespace backfile
