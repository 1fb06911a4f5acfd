// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/corpus/invented_names.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace backfile {
namespace {

constexpr std::array<std::string_view, 16> kOnsets = {"b", "br", "d", "dr", "f", "g", "h", "k",
                                                      "l", "m",  "n", "p",  "r", "s", "t", "v"};
constexpr std::array<std::string_view, 5> kVowels = {"a", "e", "i", "o", "u"};
constexpr std::array<std::string_view, 12> kEndings = {"ski", "sen", "well", "man",  "ner", "dotti",
                                                       "x",   "th",  "ck",   "ndez", "mov", "tova"};

}  // namespace

std::string invented_name(std::uint64_t number) {
  const std::string_view ending = kEndings[number % kEndings.size()];
  std::uint64_t rest = number / kEndings.size() + kOnsets.size() * kVowels.size();
  std::string name;
  while (rest > 0) {
    name += kOnsets[rest % kOnsets.size()];
    rest /= kOnsets.size();
    name += kVowels[rest % kVowels.size()];
    rest /= kVowels.size();
  }
  name += ending;
  name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

std::uint64_t draw_name_number(Chance* chance) {
  constexpr double kFrequentNames = 1000;
  constexpr double kMost = 1e12;
  const double uniform = chance->uniform();
  return static_cast<std::uint64_t>(
      std::min(kMost, kFrequentNames * (1 / (uniform * uniform) - 1)));
}

}  // namespace backfile
