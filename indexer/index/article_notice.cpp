// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/article_notice.h"

#include <algorithm>

#include "common/date.h"
#include "common/index/terms.h"

namespace backfile {

Notice notice_of(NoticeKind kind, const std::string& id, std::int64_t now) {
  return {.id = id, .kind = kind, .date = to_iso_utc(now)};
}

void remember_places(const Article& article, Notice* notice) {
  const auto add = [](const std::string& value, std::vector<std::string>* list) {
    if (!value.empty() && std::ranges::find(*list, value) == list->end()) list->push_back(value);
  };
  for (const std::string& key : url_keys(article)) add(key, &notice->urls);
  if (article.provenance.file != "-" && notice->files.size() < kMostFilesOfNotice) {
    add(article.provenance.file, &notice->files);
  }
}

Result<void> remember_places(const std::vector<SpooledArticle>& articles, const Spool& spool,
                             Notice* notice) {
  for (const SpooledArticle& article : articles) {
    const Result<SpooledRecord> record = spool.read(article);
    if (!record) return record.error();
    remember_places(record->article, notice);
  }
  return {};
}

}  // namespace backfile
