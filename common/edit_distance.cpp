// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/edit_distance.h"

#include <algorithm>
#include <string>
#include <vector>

#include "common/utf8.h"

namespace backfile {
namespace {

std::u32string code_points(std::string_view utf8) {
  std::u32string letters;
  for (std::size_t i = 0; i < utf8.size();) {
    letters.push_back(static_cast<char32_t>(next_code_point(utf8, &i)));
  }
  return letters;
}

}  // namespace

std::size_t edit_distance(std::string_view one, std::string_view other) {
  const std::u32string a = code_points(one);
  const std::u32string b = code_points(other);
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> cells((a.size() + 1) * width);
  const auto cell = [&](std::size_t i, std::size_t j) -> std::size_t& {
    return cells[i * width + j];
  };
  for (std::size_t i = 0; i <= a.size(); ++i) cell(i, 0) = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cell(0, j) = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = cell(i - 1, j - 1) + (a[i - 1] == b[j - 1] ? 0 : 1);
      cell(i, j) = std::min({cell(i - 1, j) + 1, cell(i, j - 1) + 1, replaced});
      const bool exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (exchanged) cell(i, j) = std::min(cell(i, j), cell(i - 2, j - 2) + 1);
    }
  }
  return cell(a.size(), b.size());
}

}  // namespace backfile
