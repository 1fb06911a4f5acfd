// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/batch_plan.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "indexer/index/article_notice.h"
#include "indexer/index/batch_messages.h"
#include "indexer/index/known_articles.h"
#include "indexer/index/message_order.h"

namespace backfile {
namespace {

using Group = std::vector<SpooledArticle>;  // Of one id, in the order in which they came.

class BatchPlanner {
 public:
  BatchPlanner(KnownArticles known, const Spool& spool, Manifest* manifest, Removals* removals,
               std::int64_t now)
      : known_(std::move(known)),
        spool_(spool),
        manifest_(manifest),
        removals_(removals),
        now_(now) {
    plan_.purged.resize(manifest->segments.size());
  }

  Result<BatchPlan> plan(std::vector<SpooledArticle>* articles, Withdrawals withdrawals) {
    withdrawals_ = std::move(withdrawals);
    plan_.outcome.refused =
        heed_messages(now_, known_, articles, manifest_, removals_, &withdrawals_);
    std::stable_sort(articles->begin(), articles->end(),
                     [](const auto& a, const auto& b) { return a.id < b.id; });
    for (auto first = articles->begin(); first != articles->end();) {
      const auto last = std::find_if(first, articles->end(),
                                     [&](const auto& other) { return other.id != first->id; });
      Group group(std::make_move_iterator(first), std::make_move_iterator(last));
      if (Result<void> done = take_group(std::move(group)); !done) return std::move(done).error();
      first = last;
    }
    // Of articles that are not in this batch.
    while (!withdrawals_.empty()) {
      Group none;
      if (Result<void> done = withdraw(withdrawals_.begin()->first, &none); !done) {
        return std::move(done).error();
      }
    }
    *articles = std::move(kept_);
    for (std::vector<std::uint32_t>& docids : plan_.purged) std::ranges::sort(docids);
    return std::move(plan_);
  }

 private:
  Result<void> take_group(Group group) {
    const std::string id = group.front().id;
    if (withdrawals_.contains(id) || removals_->find(id) != nullptr) {
      if (Result<void> done = withdraw(id, &group); !done) return done;
    }
    if (Result<void> done = refuse_known_urls(&group); !done) return done;
    if (group.empty()) return {};
    return choose(std::move(group));
  }

  // Takes the article out, or finds that a later version makes the withdrawal void. Leaves in
  // `group` what may come in.
  Result<void> withdraw(const std::string& id, Group* group) {
    const auto demanded = withdrawals_.extract(id);
    const Notice* const removed = removals_->find(id);
    std::optional<Withdrawal> active;
    if (removed != nullptr) {
      active = Withdrawal{removed->kind, removed->reason, removed->sent_version, removed->updated};
    }
    const bool is_news = !demanded.empty() && (!active || supersedes(demanded.mapped(), *active));
    if (is_news) active = demanded.mapped();
    const KnownArticles::Known known = known_.find(id, {});
    if (active->kind == NoticeKind::Withheld) {
      const Result<bool> lifted = drop_what_is_withheld(*active, known, group);
      if (!lifted) return lifted.error();
      if (*lifted) {
        if (removed != nullptr) removals_->add(notice_of(NoticeKind::Restored, id, now_));
        return {};
      }
    }
    return is_news ? remove(id, *active, known, group) : refuse(*removed, group);
  }

  // Whether a version, in the group or in the archive, is later than the withdrawal.
  Result<bool> drop_what_is_withheld(const Withdrawal& withheld, const KnownArticles::Known& known,
                                     Group* group) {
    Group later;
    Group earlier;
    for (SpooledArticle& article : *group) {
      const Result<SpooledMessage> message = message_in(article);
      if (!message) return message.error();
      const bool lifts = is_later(*message, withheld.sent_version, withheld.updated);
      (lifts ? later : earlier).push_back(std::move(article));
    }
    bool lifted = !later.empty();
    if (!lifted && known.live) {
      const Result<Article> live = known_.article(*known.live);
      if (!live) return live.error();
      lifted = is_later(message_of(*live), withheld.sent_version, withheld.updated);
    }
    if (lifted) plan_.outcome.outdated += earlier.size();
    *group = lifted ? std::move(later) : std::move(earlier);
    return lifted;
  }

  Result<SpooledMessage> message_in(const SpooledArticle& article) const {
    if (article.message) return *article.message;
    const Result<SpooledRecord> record = spool_.read(article);
    if (!record) return record.error();
    return message_of(record->article);
  }

  Result<void> remove(const std::string& id, const Withdrawal& why,
                      const KnownArticles::Known& known, Group* group) {
    Notice notice = notice_of(why.kind, id, now_);
    notice.reason = why.reason;
    notice.sent_version = why.sent_version;
    notice.updated = why.updated;
    notice.urls = why.urls;
    notice.versions = known.versions;
    for (const ArticlePlace& place : known.places) {
      const Result<Article> article = known_.article(place);
      if (!article) return article.error();
      remember_places(*article, &notice);
      plan_.purged[place.first].push_back(place.second);
    }
    if (!known.places.empty()) ++plan_.outcome.removed;
    if (Result<void> done = remember_places(*group, spool_, &notice); !done) return done;
    removals_->add(std::move(notice));
    plan_.outcome.refused += group->size();
    group->clear();
    return {};
  }

  Result<void> refuse(const Notice& removed, Group* group) {
    Notice notice = notice_of(NoticeKind::Refused, removed.id, now_);
    if (Result<void> done = remember_places(*group, spool_, &notice); !done) return done;
    const auto is_known = [](const std::vector<std::string>& list) {
      return [&list](const std::string& value) {
        return std::ranges::find(list, value) != list.end();
      };
    };
    std::erase_if(notice.urls, is_known(removed.urls));
    std::erase_if(notice.files, is_known(removed.files));
    if (removed.files.size() >= kMostFilesOfNotice) notice.files.clear();
    if (!notice.urls.empty() || !notice.files.empty()) removals_->add(std::move(notice));
    plan_.outcome.refused += group->size();
    group->clear();
    return {};
  }

  // The same article under another id.
  Result<void> refuse_known_urls(Group* group) {
    for (std::size_t i = 0; i < group->size(); ++i) {
      const SpooledArticle& article = (*group)[i];
      const Notice* removed = removals_->find_url(article.id);
      for (const std::string& key : article.urls) {
        if (removed == nullptr) removed = removals_->find_url(key);
      }
      if (removed == nullptr) continue;
      const Notice copy = *removed;
      Group one = {std::move((*group)[i])};
      group->erase(group->begin() + static_cast<std::ptrdiff_t>(i--));
      if (Result<void> done = refuse(copy, &one); !done) return done;
    }
    return {};
  }

  bool is_embargoed(const SpooledArticle& article) const {
    return article.message && article.message->embargoed_until &&
           *article.message->embargoed_until > now_;
  }

  // The newest version becomes part of the archive; while it is embargoed, the newest of those
  // that are not.
  Result<void> choose(Group group) {
    const Result<std::size_t> newest = newest_of(group, [](const auto&) { return true; });
    if (!newest) return newest.error();
    std::size_t shown = *newest;
    std::size_t waiting = 0;
    if (is_embargoed(group[*newest])) {
      const Result<std::size_t> other =
          newest_of(group, [this](const auto& article) { return !is_embargoed(article); });
      if (!other) return other.error();
      shown = *other;
      waiting = 1;
      plan_.held.push_back(group[*newest]);
      ++plan_.outcome.held;
    }
    const bool any = shown < group.size();
    plan_.outcome.duplicates += group.size() - waiting - (any ? 1 : 0);
    if (!any) return {};
    const std::string id = group[shown].id;
    std::set<std::string> urls;
    for (const SpooledArticle& article : group) {
      if (!is_embargoed(article)) urls.insert(article.urls.begin(), article.urls.end());
    }
    const std::vector<std::string> stored_with = group[shown].urls;
    const std::size_t before = kept_.size();
    if (Result<void> done = show(std::move(group[shown])); !done) return done;
    if (kept_.size() > before) {
      for (const std::string& key : stored_with) urls.erase(key);
    }
    return remember_urls(id, urls);
  }

  // Of articles that came and were not stored.
  Result<void> remember_urls(const std::string& id, const std::set<std::string>& urls) {
    Notice notice = notice_of(NoticeKind::AlsoAt, id, now_);
    for (const std::string& key : urls) {
      if (key == id || !removals_->id_at(key).empty()) continue;
      if (!known_.has_url(key)) notice.urls.push_back(key);
    }
    if (!notice.urls.empty()) removals_->add(std::move(notice));
    return {};
  }

  static bool says_which_is_newer(const SpooledArticle& article) {
    return article.message || article.updated != kNoDate;
  }

  // Index of the newest that is wanted, or the size of the group.
  template <typename Wanted>
  Result<std::size_t> newest_of(const Group& group, const Wanted& wanted) const {
    std::size_t newest = group.size();
    for (std::size_t i = 0; i < group.size(); ++i) {
      if (!wanted(group[i])) continue;
      if (newest == group.size()) {
        newest = i;
        continue;
      }
      bool replaces = true;
      if (says_which_is_newer(group[i]) || says_which_is_newer(group[newest])) {
        const Result<SpooledMessage> held = message_in(group[newest]);
        if (!held) return held.error();
        const Result<SpooledMessage> next = message_in(group[i]);
        if (!next) return next.error();
        replaces = may_replace(*next, *held);
      }
      if (replaces) newest = i;
    }
    return newest;
  }

  Result<void> show(SpooledArticle article) {
    const KnownArticles::Known known = known_.find(article.id, article.content);
    if (known.same) {
      ++plan_.outcome.unchanged;
      return {};
    }
    if (known.live) {
      if (says_which_is_newer(article) || removals_->is_corrected(article.id)) {
        const Result<Article> live = known_.article(*known.live);
        if (!live) return live.error();
        const Result<SpooledMessage> message = message_in(article);
        if (!message) return message.error();
        if (!may_replace(*message, message_of(*live))) {
          ++plan_.outcome.outdated;
          return {};
        }
      }
      mark_dead(*known.live, manifest_);
      ++plan_.outcome.updated;
    } else {
      ++plan_.outcome.added;
    }
    article.version = known.versions + 1;
    kept_.push_back(std::move(article));
    return {};
  }

  KnownArticles known_;
  const Spool& spool_;
  Manifest* manifest_;
  Removals* removals_;
  std::int64_t now_;
  Withdrawals withdrawals_;
  std::vector<SpooledArticle> kept_;
  BatchPlan plan_;
};

}  // namespace

bool BatchPlan::purges() const {
  return std::ranges::any_of(purged, [](const auto& docids) { return !docids.empty(); });
}

Result<BatchPlan> plan_batch(const std::string& directory, Spool* spool, Manifest* manifest,
                             Removals* removals, std::int64_t now, const Withdrawals& withdrawals) {
  if (Result<void> flushed = spool->flush(); !flushed) return flushed.error();
  Result<KnownArticles> known = KnownArticles::open(directory, *manifest);
  if (!known) return std::move(known).error();
  BatchPlanner planner(*std::move(known), *spool, manifest, removals, now);
  return planner.plan(&spool->articles(), withdrawals);
}

}  // namespace backfile
