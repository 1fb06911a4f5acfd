// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/archive/removals.h"

namespace backfile {

// Who wants an article out of the archive, and since when.
struct Withdrawal {
  NoticeKind kind = NoticeKind::Canceled;  // Or Withheld, Removed.
  std::string reason;
  std::uint32_t sent_version = 0;
  std::optional<std::int64_t> updated = {};
  std::vector<std::string> urls = {};
};
using Withdrawals = std::map<std::string, Withdrawal>;  // By id.

// Whether `next` takes the place of `held`: what is canceled or removed stays so; of withdrawals
// that withhold an article the newest counts.
bool supersedes(const Withdrawal& next, const Withdrawal& held);

// Adds one to those of its article; the strongest counts, with the URLs of all.
void demand(const std::string& id, Withdrawal withdrawal, Withdrawals* withdrawals);

}  // namespace backfile
