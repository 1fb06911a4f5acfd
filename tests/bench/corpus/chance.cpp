// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/corpus/chance.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace backfile {
namespace {

std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31U);
}

constexpr std::uint64_t kStep = 0x9e3779b97f4a7c15U;

}  // namespace

Chance::Chance(std::uint64_t seed, std::uint64_t stream)
    : state_(mixed(mixed(seed + kStep) ^ (stream * kStep + 1))) {}

std::uint64_t Chance::next() { return mixed(state_ += kStep); }

std::size_t Chance::below(std::size_t bound) {
  return static_cast<std::size_t>(((next() >> 32U) * bound) >> 32U);
}

double Chance::uniform() { return (static_cast<double>(next() >> 12U) + 0.5) * 0x1p-52; }

bool Chance::happens(double probability) { return uniform() < probability; }

double Chance::normal() {
  const double radius = std::sqrt(-2 * std::log(uniform()));
  return radius * std::cos(2 * std::numbers::pi * uniform());
}

Lottery::Lottery(const std::vector<double>& weights) {
  double sum = 0;
  sums_.reserve(weights.size());
  for (const double weight : weights) sums_.push_back(sum += weight);
}

std::size_t Lottery::draw(Chance* chance) const {
  const auto found = std::upper_bound(sums_.begin(), sums_.end(), chance->uniform() * sums_.back());
  return std::min(static_cast<std::size_t>(found - sums_.begin()), sums_.size() - 1);
}

std::vector<double> zipf_weights(std::size_t count, double exponent) {
  std::vector<double> weights;
  weights.reserve(count);
  for (std::size_t rank = 1; rank <= count; ++rank) {
    weights.push_back(std::pow(static_cast<double>(rank), -exponent));
  }
  return weights;
}

}  // namespace backfile
