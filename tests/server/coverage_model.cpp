// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/coverage_model.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "common/date.h"
#include "common/text.h"
#include "tests/server/model_clock.h"

namespace backfile {
namespace {

constexpr std::int64_t kDay = 86'400;

std::string iso_day(std::int64_t seconds) { return to_iso_utc(seconds).substr(0, 10); }

// Of an even number the lower one of the two in the middle.
std::int64_t median_of(std::vector<std::int64_t> numbers) {
  std::ranges::sort(numbers);
  return numbers[(numbers.size() - 1) / 2];
}

// Whether a silence is hardly chance among the others.
bool is_unusual(double silence, std::vector<double> others) {
  std::ranges::sort(others);
  if (!others.empty() && others.back() >= silence) others.pop_back();
  if (others.size() < 4) return false;
  const auto count = static_cast<double>(others.size());
  const double mean = std::accumulate(others.begin(), others.end(), 0.0) / count;
  double variance = 0;
  for (const double other : others) variance += (other - mean) * (other - mean) / (count - 1);
  const double deviation = std::max({std::sqrt(variance), mean / 2, 0.5});
  // Below one in a thousand.
  return count * std::log1p((1 + (silence - mean) / deviation) / count) > std::log(1000.0);
}

std::string gaps_between(const std::set<std::int64_t>& days) {
  const std::vector<std::int64_t> all(days.begin(), days.end());
  std::set<std::size_t> found;
  for (;;) {
    const std::set<std::size_t> known = found;
    for (std::size_t i = 1; i < all.size(); ++i) {
      const std::int64_t silence = (all[i] - all[i - 1]) / kDay - 1;
      if (silence <= 7 || known.contains(i)) continue;
      std::vector<double> others;
      for (const int step : {-1, 1}) {
        int wanted = 16;
        for (std::size_t j = i + static_cast<std::size_t>(step);
             j > 0 && j < all.size() && wanted > 0; j += static_cast<std::size_t>(step)) {
          if (known.contains(j)) continue;
          others.push_back(static_cast<double>((all[j] - all[j - 1]) / kDay - 1));
          --wanted;
        }
      }
      if (is_unusual(static_cast<double>(silence), others)) found.insert(i);
    }
    if (found == known) break;
  }
  std::string gaps;
  for (const std::size_t i : found) {
    gaps += iso_day(all[i - 1] + kDay) + "/" + iso_day(all[i] - kDay) + " ";
  }
  return gaps;
}

std::string cells_of(const std::vector<std::int64_t>& dates, Interval interval) {
  std::map<std::int64_t, std::int64_t> counts;
  for (const std::int64_t date : dates) ++counts[model_interval_start(interval, date, 0)];
  std::string cells;
  if (counts.empty()) return cells;
  const std::int64_t last = counts.rbegin()->first;
  const std::int64_t first = counts.begin()->first;
  const auto count_at = [&](std::int64_t start) {
    return counts.contains(start) ? counts.at(start) : std::int64_t{0};
  };
  for (std::int64_t at = first; at <= last; at = model_interval_start(interval, at, 1)) {
    std::vector<std::int64_t> before;
    for (int i = 1; i <= 8; ++i) {
      before.push_back(count_at(model_interval_start(interval, at, -i)));
    }
    const bool has_past = model_interval_start(interval, at, -8) >= first;
    const std::int64_t usual = has_past ? median_of(before) : 0;
    const std::int64_t articles = count_at(at);
    const bool low = usual >= 4 && articles * 4 < usual;
    cells += iso_day(at) + "=" + std::to_string(articles) +
             (articles == 0 ? "none "
              : low         ? "low "
                            : "ok ");
  }
  return cells;
}

}  // namespace

std::map<std::string, ModelCoverage> model_coverage(const std::vector<Article>& live,
                                                    Interval interval) {
  std::map<std::string, ModelCoverage> coverage;
  std::map<std::string, std::vector<std::int64_t>> dates;
  for (const Article& article : live) {
    const std::string id = fold(article.source.id);
    if (id.empty()) continue;
    ++coverage[id].articles;
    if (article.published) {
      dates[id].push_back(article.published->seconds);
    } else {
      ++coverage[id].undated;
    }
  }
  for (const auto& [id, of_source] : dates) {
    ModelCoverage& model = coverage[id];
    std::set<std::int64_t> days;
    for (const std::int64_t date : of_source) {
      days.insert(model_interval_start(Interval::Day, date, 0));
    }
    model.first = iso_day(*days.begin());
    model.last = iso_day(*days.rbegin());
    model.gaps = gaps_between(days);
    model.cells = cells_of(of_source, interval);
  }
  return coverage;
}

}  // namespace backfile
