// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/boilerplate.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "common/text.h"

namespace backfile {

std::vector<std::uint64_t> Boilerplate::withheld_of(const ArticleLines& article) const {
  std::vector<std::uint64_t> withheld;
  const auto known = by_source_.find(article.source);
  if (known == by_source_.end() || known->second.empty()) return withheld;
  for (const std::uint64_t line : article.lines) {
    if (known->second.contains(line)) withheld.push_back(line);
  }
  if (withheld.size() == article.lines.size()) withheld.clear();
  return withheld;
}

bool Boilerplate::differs_from(const LinesItem& item) const {
  const auto known = by_source_.find(item.source());
  if (known == by_source_.end()) return false;
  std::size_t recurring = 0;
  std::size_t withheld = 0;
  std::size_t agreeing = 0;
  for (std::size_t i = 0; i < item.size(); ++i) {
    const bool recurs = known->second.contains(item.line(i));
    recurring += recurs;
    withheld += item.is_withheld(i);
    agreeing += recurs == item.is_withheld(i);
  }
  return recurring == item.size() ? withheld > 0 : agreeing < item.size();
}

std::string indexed_text(const Article& article, std::span<const std::uint64_t> withheld) {
  if (withheld.empty()) return article.text.empty() ? article.abstract : article.text;
  std::string kept;
  kept.reserve(article.text.size());
  for (const std::string_view line : split_lines(article.text)) {
    if (!trim(line).empty() && std::ranges::binary_search(withheld, line_hash(line))) continue;
    kept.append(line).push_back('\n');
  }
  return kept;
}

}  // namespace backfile
