// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace backfile {

// Numbers that look random and depend on the seed alone: the same on every machine, which the
// distributions of <random> do not promise. splitmix64 (Steele, Lea and Flood 2014).
class Chance {
 public:
  // Streams of different (seed, stream) have nothing in common.
  explicit Chance(std::uint64_t seed, std::uint64_t stream = 0);

  std::uint64_t next();
  std::size_t below(std::size_t bound);  // 0 to bound - 1. REQUIRES: 0 < bound < 2^32.
  double uniform();                      // (0, 1).
  bool happens(double probability);
  double normal();  // Mean 0, deviation 1.

 private:
  std::uint64_t state_;
};

// Draws indexes in proportion to given weights.
class Lottery {
 public:
  // REQUIRES: at least one weight, none negative, not all zero.
  explicit Lottery(const std::vector<double>& weights);

  std::size_t draw(Chance* chance) const;

 private:
  std::vector<double> sums_;
};

// `count` weights by Zipf's law: 1, 1/2^exponent, 1/3^exponent, ...
std::vector<double> zipf_weights(std::size_t count, double exponent);

}  // namespace backfile
