// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "indexer/index/spool.h"

namespace backfile {

// Which of two versions of one article its sender means. By what they say, not by when they came.

// Whether `next`, which came later, may take the place of `held`. A correction takes the place of
// what it corrects unless that has been updated since; versions that the sender has numbered keep
// to their numbers, others to the dates of their updates; where these are equal or not known the
// one that came last counts.
inline bool may_replace(const SpooledMessage& next, const SpooledMessage& held) {
  const auto corrects = [](const SpooledMessage& message) {
    return message.acts_on && message.acts_on->status == ArticleStatus::Corrected;
  };
  if (corrects(next) != corrects(held)) {
    if (next.updated && held.updated && *next.updated != *held.updated) {
      return *next.updated > *held.updated;
    }
    return corrects(next);
  }
  if (next.sent_version != 0 && held.sent_version != 0) {
    return next.sent_version >= held.sent_version;
  }
  return !next.updated || !held.updated || *next.updated >= *held.updated;
}

// Whether an article is later than the message that withheld it.
inline bool is_later(const SpooledMessage& article, std::uint32_t sent_version,
                     std::optional<std::int64_t> updated) {
  if (article.sent_version != 0 && sent_version != 0) return article.sent_version > sent_version;
  return article.updated && updated && *article.updated > *updated;
}

}  // namespace backfile
