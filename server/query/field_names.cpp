// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/field_names.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "common/edit_distance.h"
#include "common/text.h"

namespace backfile {
namespace {

struct OtherName {
  std::string_view name;
  FieldId id;
};

// From Nexis, Factiva, Media Cloud, NewsAPI and the article record.
constexpr std::array kOtherNames = {
    OtherName{"headline", FieldId::Title},
    OtherName{"hl", FieldId::Title},
    OtherName{"hlead", FieldId::Title},
    OtherName{"intitle", FieldId::Title},
    OtherName{"article_title", FieldId::Title},
    OtherName{"body", FieldId::Text},
    OtherName{"content", FieldId::Text},
    OtherName{"published", FieldId::Published},
    OtherName{"pd", FieldId::Published},
    OtherName{"publication", FieldId::Source},
    OtherName{"publisher", FieldId::Source},
    OtherName{"domain", FieldId::Source},
    OtherName{"site", FieldId::Source},
    OtherName{"canonical_domain", FieldId::Source},
    OtherName{"byline", FieldId::Author},
    OtherName{"by", FieldId::Author},
    OtherName{"authors", FieldId::Author},
    OtherName{"wire", FieldId::Agency},
    OtherName{"dateline", FieldId::Place},
    OtherName{"location", FieldId::Place},
    OtherName{"lang", FieldId::Language},
    OtherName{"la", FieldId::Language},
    OtherName{"keyword", FieldId::Tag},
    OtherName{"subject", FieldId::Tag},
    OtherName{"wc", FieldId::Length},
    OtherName{"length", FieldId::Length},
    OtherName{"link", FieldId::Url},
    OtherName{"an", FieldId::Id},
};

}  // namespace

const Field* find_field_ignoring_case(std::string_view name) {
  for (const Field& candidate : kFields) {
    if (name.size() == candidate.name.size() && starts_with_ignoring_case(name, candidate.name)) {
      return &candidate;
    }
  }
  return nullptr;
}

bool is_relative_date(std::string_view name) { return fold(name) == "last"; }

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
  prefixes.emplace_back("last:");
  return prefixes;
}

}  // namespace backfile
