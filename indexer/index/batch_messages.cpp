// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/batch_messages.h"

#include <string>
#include <utility>

#include "indexer/index/article_notice.h"

namespace backfile {
namespace {

bool is_withdrawal(ArticleStatus status) {
  return status == ArticleStatus::Canceled || status == ArticleStatus::Withheld;
}

NoticeKind kind_of(ArticleStatus status) {
  return status == ArticleStatus::Canceled ? NoticeKind::Canceled : NoticeKind::Withheld;
}

// Whether there is nothing in the article but the message.
bool heed(const SpooledArticle& article, const Removals& removals, Withdrawals* withdrawals) {
  const SpooledMessage* const message = article.message.get();
  if (message == nullptr) return false;
  if (message->acts_on && is_withdrawal(message->acts_on->status)) {
    demand(removals.resolve(message->acts_on->id),
           {.kind = kind_of(message->acts_on->status),
            .reason = "Its source took it back in a message of its own.",
            .sent_version = 0,
            .updated = message->updated},
           withdrawals);
  }
  if (!is_withdrawal(message->status)) return !message->has_content;
  demand(article.id,
         {.kind = kind_of(message->status),
          .reason = message->status == ArticleStatus::Canceled ? "Its source canceled it."
                                                               : "Its source withholds it.",
          .sent_version = message->sent_version,
          .updated = message->updated,
          .urls = article.urls},
         withdrawals);
  return true;
}

// From now on articles of `id` are versions of the article `other`.
void correct(const std::string& id, const std::string& other, std::int64_t now,
             const KnownArticles& known, Manifest* manifest, Removals* removals,
             Withdrawals* withdrawals) {
  const std::string target = removals->resolve(other);
  if (removals->resolve(id) == target || target == id) return;
  Notice notice = notice_of(NoticeKind::Corrects, id, now);
  notice.other = target;
  const Notice* const removed = removals->find(id);
  if (removed != nullptr && removed->kind != NoticeKind::Withheld) {
    demand(target, {.kind = removed->kind, .reason = removed->reason, .urls = removed->urls},
           withdrawals);
  }
  const KnownArticles::Known under_its_own = known.find(id, {});
  if (under_its_own.live) {
    mark_dead(*under_its_own.live, manifest);
    notice.versions = under_its_own.versions;
  }
  removals->add(std::move(notice));
}

}  // namespace

std::uint64_t heed_messages(std::int64_t now, const KnownArticles& known,
                            std::vector<SpooledArticle>* articles, Manifest* manifest,
                            Removals* removals, Withdrawals* withdrawals) {
  for (const SpooledArticle& article : *articles) {
    const SpooledMessage* const message = article.message.get();
    if (message == nullptr || !message->acts_on || !message->has_content) continue;
    if (message->acts_on->status != ArticleStatus::Corrected) continue;
    correct(article.id, message->acts_on->id, now, known, manifest, removals, withdrawals);
  }
  for (SpooledArticle& article : *articles) article.id = removals->resolve(article.id);
  return std::erase_if(*articles, [&](const SpooledArticle& article) {
    return heed(article, *removals, withdrawals);
  });
}

}  // namespace backfile
