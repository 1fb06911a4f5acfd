// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/gaps.h"

#include <algorithm>
#include <cmath>

namespace backfile {
namespace {

class GapFinder {
 public:
  explicit GapFinder(const std::vector<DayCount>& days) {
    for (std::size_t i = 1; i < days.size(); ++i) {
      silences_.push_back(std::int64_t{days[i].day} - days[i - 1].day - 1);
    }
    is_gap_.resize(silences_.size());
  }

  // By silence. What has been found is not usual: without it more may be found.
  const std::vector<bool>& find() {
    for (bool more = true; more;) {
      std::vector<std::size_t> found;
      for (std::size_t i = 0; i < silences_.size(); ++i) {
        if (!is_gap_[i] && silences_[i] > kShortestGap && is_improbable(i)) found.push_back(i);
      }
      for (const std::size_t i : found) is_gap_[i] = true;
      more = !found.empty();
    }
    return is_gap_;
  }

 private:
  bool is_improbable(std::size_t place) const {
    std::vector<double> others = around(place);
    const auto days = static_cast<double>(silences_[place]);
    const auto longest = std::ranges::max_element(others);
    if (longest != others.end() && *longest >= days) others.erase(longest);
    if (others.size() < kFewestSilences) return false;
    const auto m = static_cast<double>(others.size());
    double mean = 0;
    for (const double other : others) mean += other / m;
    double squares = 0;
    for (const double other : others) squares += (other - mean) * (other - mean);
    const double deviation = std::max({std::sqrt(squares / (m - 1)), mean / 2, 0.5});
    const double z = 1 + (days - mean) / deviation;
    return z > 0 && std::pow(1 + z / m, -m) < kChance;
  }

  std::vector<double> around(std::size_t place) const {
    std::vector<double> others;
    const auto take = [&](std::size_t i) {
      if (!is_gap_[i]) others.push_back(static_cast<double>(silences_[i]));
    };
    for (std::size_t i = place; i-- > 0 && others.size() < kSilencesAround;) take(i);
    const std::size_t most = others.size() + kSilencesAround;
    for (std::size_t i = place + 1; i < silences_.size() && others.size() < most; ++i) take(i);
    return others;
  }

  std::vector<std::int64_t> silences_;  // In days; 0 between two days that follow each other.
  std::vector<bool> is_gap_;
};

}  // namespace

std::vector<Gap> gaps_of(const std::vector<DayCount>& days) {
  GapFinder finder(days);
  const std::vector<bool>& is_gap = finder.find();
  std::vector<Gap> gaps;
  for (std::size_t i = 0; i < is_gap.size(); ++i) {
    if (!is_gap[i]) continue;
    gaps.push_back({std::int64_t{days[i].day} + 1, std::int64_t{days[i + 1].day} - 1});
  }
  return gaps;
}

}  // namespace backfile
