// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/corpus/press_calendar.h"

#include <array>
#include <cmath>
#include <vector>

namespace backfile {
namespace {

constexpr double kGrowthOfAYear = 1.045;
constexpr double kDaysOfAYear = 365.2425;
// From Thursday, the day of 1970-01-01.
constexpr std::array<double, 7> kWeekday = {1.05, 1.0, 0.55, 0.45, 0.95, 1.05, 1.05};
constexpr std::array<double, 24> kHour = {2, 1, 1, 1, 1, 2,  4,  6,  8, 9, 10, 10,
                                          9, 9, 9, 9, 9, 10, 11, 10, 8, 6, 4,  3};

std::vector<double> day_weights(std::int64_t first, std::int64_t last) {
  std::vector<double> weights;
  for (std::int64_t day = first; day <= last; ++day) {
    const double years = static_cast<double>(day - kFirstPressDay) / kDaysOfAYear;
    const auto weekday = static_cast<std::size_t>(((day % 7) + 7) % 7);
    weights.push_back(std::pow(kGrowthOfAYear, years) * kWeekday[weekday]);
  }
  return weights;
}

}  // namespace

PressCalendar::PressCalendar(std::int64_t first_day, std::int64_t last_day)
    : first_day_(first_day),
      days_(day_weights(first_day, last_day)),
      hours_(std::vector<double>(kHour.begin(), kHour.end())) {}

std::int64_t PressCalendar::draw(Chance* chance) const {
  const std::int64_t day = first_day_ + static_cast<std::int64_t>(days_.draw(chance));
  const auto hour = static_cast<std::int64_t>(hours_.draw(chance));
  const auto second = static_cast<std::int64_t>(chance->below(3600));
  return day * 86400 + hour * 3600 + second;
}

}  // namespace backfile
