// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/word_measures.h"

#include <algorithm>
#include <cmath>

namespace backfile {
namespace {

// observed * ln(observed / expected); what does not occur adds nothing.
double surprise(double observed, double expected) {
  return observed > 0 && expected > 0 ? observed * std::log(observed / expected) : 0;
}

double expected(const Neighbourhood& counts) {
  return static_cast<double>(counts.window_words) * static_cast<double>(counts.count) /
         static_cast<double>(counts.total);
}

}  // namespace

double log_likelihood(const TwoCounts& counts) {
  const auto a = static_cast<double>(counts.count);
  const auto b = static_cast<double>(counts.other_count);
  const auto n1 = static_cast<double>(counts.total);
  const auto n2 = static_cast<double>(counts.other_total);
  if (n1 + n2 <= 0) return 0;
  const double share = (a + b) / (n1 + n2);
  return std::max(0.0, 2 * (surprise(a, n1 * share) + surprise(b, n2 * share)));
}

double log_ratio(const TwoCounts& counts) {
  const auto of = [](std::uint64_t count, std::uint64_t total) {
    return (count == 0 ? 0.5 : static_cast<double>(count)) / static_cast<double>(total);
  };
  return std::log2(of(counts.count, counts.total) / of(counts.other_count, counts.other_total));
}

double log_likelihood(const Neighbourhood& counts) {
  const auto o11 = static_cast<double>(counts.beside);
  const auto row = static_cast<double>(counts.window_words);
  const auto column = static_cast<double>(counts.count);
  const auto all = static_cast<double>(counts.total);
  const double o12 = row - o11;
  const double o21 = column - o11;
  const double o22 = all - row - o21;
  const double sum = surprise(o11, row * column / all) + surprise(o12, row * (all - column) / all) +
                     surprise(o21, (all - row) * column / all) +
                     surprise(o22, (all - row) * (all - column) / all);
  return std::max(0.0, 2 * sum);
}

double mutual_information(const Neighbourhood& counts) {
  return std::log2(static_cast<double>(counts.beside) / expected(counts));
}

double log_dice(const Neighbourhood& counts) {
  return 14 + std::log2(2 * static_cast<double>(counts.beside) /
                        static_cast<double>(counts.nodes + counts.count));
}

double t_score(const Neighbourhood& counts) {
  const auto observed = static_cast<double>(counts.beside);
  return (observed - expected(counts)) / std::sqrt(observed);
}

}  // namespace backfile
