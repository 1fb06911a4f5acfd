// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/field_names.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "common/text.h"

namespace backfile {
namespace {

struct OtherName {
  std::string_view name;
  FieldId id;
};

// From Nexis, Factiva, Media Cloud, NewsAPI and the article record.
constexpr std::array kOtherNames = {
    OtherName{"headline", FieldId::Title},      OtherName{"hl", FieldId::Title},
    OtherName{"hlead", FieldId::Title},         OtherName{"intitle", FieldId::Title},
    OtherName{"article_title", FieldId::Title}, OtherName{"body", FieldId::Text},
    OtherName{"content", FieldId::Text},        OtherName{"published", FieldId::Published},
    OtherName{"pd", FieldId::Published},        OtherName{"publication", FieldId::Source},
    OtherName{"publisher", FieldId::Source},    OtherName{"domain", FieldId::Source},
    OtherName{"site", FieldId::Source},         OtherName{"canonical_domain", FieldId::Source},
    OtherName{"byline", FieldId::Author},       OtherName{"by", FieldId::Author},
    OtherName{"authors", FieldId::Author},      OtherName{"wire", FieldId::Agency},
    OtherName{"dateline", FieldId::Place},      OtherName{"location", FieldId::Place},
    OtherName{"lang", FieldId::Language},       OtherName{"la", FieldId::Language},
    OtherName{"keyword", FieldId::Tag},         OtherName{"subject", FieldId::Tag},
};

// Letters left out, added, replaced or exchanged with their neighbour.
std::size_t edit_distance(std::string_view a, std::string_view b) {
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
      const bool exchanged =
          i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && a[i - 1] != b[j - 1];
      if (exchanged) cell(i, j) = std::min(cell(i, j), cell(i - 2, j - 2) + 1);
    }
  }
  return cell(a.size(), b.size());
}

}  // namespace

const Field* find_field_ignoring_case(std::string_view name) {
  for (const Field& candidate : kFields) {
    if (name.size() == candidate.name.size() && starts_with_ignoring_case(name, candidate.name)) {
      return &candidate;
    }
  }
  return nullptr;
}

const Field* field_of_other_system(std::string_view name) {
  const std::string folded = fold(name);
  for (const OtherName& other : kOtherNames) {
    if (folded == other.name) return &field(other.id);
  }
  return nullptr;
}

const Field* nearest_field(std::string_view name) {
  constexpr std::size_t kLongestName = 20;  // Longer ones are near to nothing.
  if (name.size() > kLongestName) return nullptr;
  if (const Field* other = field_of_other_system(name)) return other;
  const std::string folded = fold(name);
  // At most a third of the letters may be wrong.
  std::size_t nearest = folded.size() / 3 + 1;
  const Field* best = nullptr;
  for (const Field& candidate : kFields) {
    const std::size_t distance = edit_distance(folded, candidate.name);
    if (distance >= nearest) continue;
    nearest = distance;
    best = &candidate;
  }
  return best;
}

std::vector<std::string> field_prefixes() {
  std::vector<std::string> prefixes;
  for (const Field& row : kFields) prefixes.push_back(std::string(row.name) + ':');
  return prefixes;
}

}  // namespace backfile
