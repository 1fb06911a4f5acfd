// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/recency.h"

#include <algorithm>
#include <cmath>

namespace backfile {

Recency::Recency(const Snapshot& snapshot, double half_life)
    : snapshot_(snapshot), half_life_(half_life) {
  if (!counts()) return;
  const ArchiveStatus& status = snapshot.status();
  const std::optional<Timestamp> updated = parse_iso_date(status.updated);
  present_ = status.newest;
  if (present_ && updated) present_ = std::min(*present_, updated->seconds);
}

double Recency::age_of(std::size_t segment, std::uint32_t docid) const {
  constexpr double kSecondsOfDay = 86'400;
  if (!present_) return 0;
  const std::int64_t when = snapshot_.segment(segment).columns().seconds[docid - 1];
  const std::int64_t dated = when == kNoDate ? snapshot_.status().oldest.value_or(*present_) : when;
  return std::max(0.0, static_cast<double>(*present_ - dated) / kSecondsOfDay);
}

double Recency::freshness_of(std::size_t segment, std::uint32_t docid) const {
  return std::exp2(-age_of(segment, docid) / half_life_);
}

}  // namespace backfile
