// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/withdrawals.h"

#include <utility>

namespace backfile {

bool supersedes(const Withdrawal& next, const Withdrawal& held) {
  if (held.kind != NoticeKind::Withheld) return false;
  return next.kind != NoticeKind::Withheld ||
         std::pair(next.sent_version, next.updated) > std::pair(held.sent_version, held.updated);
}

void demand(const std::string& id, Withdrawal withdrawal, Withdrawals* withdrawals) {
  const auto [place, is_new] = withdrawals->try_emplace(id, withdrawal);
  if (is_new) return;
  Withdrawal& known = place->second;
  std::vector<std::string> urls = std::move(known.urls);
  urls.insert(urls.end(), withdrawal.urls.begin(), withdrawal.urls.end());
  if (supersedes(withdrawal, known)) known = std::move(withdrawal);
  known.urls = std::move(urls);
}

}  // namespace backfile
