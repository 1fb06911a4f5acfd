// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/locate.h"

#include "common/index/terms.h"
#include "server/search/search_run.h"

namespace backfile {

std::optional<Location> locate(const Snapshot& snapshot, std::string_view id) {
  const std::string term = id_term(id);
  std::optional<Location> live;
  for (std::size_t s = 0; s < snapshot.segment_count() && !live; ++s) {
    snapshot.segment(s).postings().for_each(term, [&](std::uint32_t docid, std::uint32_t) {
      if (!snapshot.is_dead(s, docid)) live = Location{s, docid};
    });
  }
  return live;
}

Result<Location> find_live(const Snapshot& snapshot, std::string_view id) {
  const std::string kept_as = snapshot.removals().resolve(id);
  if (const std::optional<Location> live = locate(snapshot, kept_as)) return *live;
  if (const Notice* removed = snapshot.removals().find(kept_as)) return gone(*removed);
  return Error{ErrorCode::NotFound, "No article has the id " + std::string(id) + "."};
}

Error gone(const Notice& removed) {
  Error error{ErrorCode::Gone, "The article " + removed.id + " was taken out of the archive on " +
                                   removed.date + ". " + removed.reason};
  error.detail.members = removal_members(removed);
  return error;
}

Result<std::string> id_at_url(const Snapshot& snapshot, std::string_view key) {
  for (const std::string& term : {id_term(key), url_term(key)}) {
    for (std::size_t s = 0; s < snapshot.segment_count(); ++s) {
      std::uint32_t first = 0;
      snapshot.segment(s).postings().for_each(term, [&](std::uint32_t docid, std::uint32_t) {
        if (first == 0) first = docid;
      });
      if (first == 0) continue;
      const Result<Article> article = read_article(snapshot, s, first);
      if (!article) return article.error();
      return article->id;
    }
  }
  return snapshot.removals().id_at(key);
}

std::vector<std::pair<std::string, std::string>> removal_members(const Notice& removed) {
  return {{"article_status", std::string(to_string(removed.kind))},
          {"removed", removed.date},
          {"reason", removed.reason}};
}

}  // namespace backfile
