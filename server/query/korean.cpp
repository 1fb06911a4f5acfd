// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/korean.h"

#include <array>

#include "common/utf8.h"

namespace backfile {
namespace {

constexpr std::size_t kBytesOfSyllable = 3;
constexpr std::size_t kShortestStem = 2 * kBytesOfSyllable;

// Of case, topic and number, also one behind the other. Of those that end alike the longest first.
constexpr std::array kParticles = std::to_array<std::string_view>(
    {"에서부터", "으로부터", "에게서는", "에게서도", "이라고는", "들에게서", "에서는", "에서도",
     "에서의",   "에서만",   "에게는",   "에게도",   "에게서",   "한테서",   "까지는", "까지도",
     "까지의",   "부터는",   "부터의",   "로부터",   "으로는",   "으로도",   "으로의", "으로서",
     "으로써",   "이라고",   "이라는",   "이라도",   "이지만",   "들에게",   "들에서", "들까지",
     "들이",     "들은",     "들을",     "들의",     "들도",     "들과",     "들로",   "에서",
     "에게",     "에는",     "에도",     "께서",     "한테",     "까지",     "부터",   "보다",
     "처럼",     "만큼",     "마다",     "조차",     "으로",     "로는",     "로서",   "로써",
     "하고",     "이나",     "라고",     "라는",     "은",       "는",       "이",     "가",
     "을",       "를",       "에",       "의",       "와",       "과",       "도",     "로",
     "만",       "들"});

bool ends_with_particle(std::string_view word, std::string_view particle) {
  return word.size() >= kShortestStem + particle.size() && word.ends_with(particle);
}

}  // namespace

bool is_korean(std::string_view word) {
  for (std::size_t i = 0; i < word.size();) {
    if (!is_hangul_syllable(static_cast<char32_t>(next_code_point(word, &i)))) return false;
  }
  return !word.empty();
}

std::string_view korean_stem(std::string_view word) {
  for (const auto& particle : kParticles) {
    if (ends_with_particle(word, particle)) return word.substr(0, word.size() - particle.size());
  }
  return word;
}

}  // namespace backfile
