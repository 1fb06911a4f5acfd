// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "common/article.h"
#include "indexer/index/article_lines.h"

namespace backfile {

// A line is boilerplate of a source when at least kFewestWithLine of its articles and 30 % of them
// all have it. A source with fewer than kFewestArticles has none: two copies of one story in a
// small source are no template.
inline constexpr std::uint64_t kFewestArticles = 5;
inline constexpr std::uint64_t kFewestWithLine = 3;
constexpr bool is_boilerplate(std::uint64_t with_line, std::uint64_t articles) {
  return articles >= kFewestArticles && with_line >= kFewestWithLine &&
         with_line * 10 >= articles * 3;
}

// The lines that recur in the articles of sources. It judges only the sources that it was made for
// (boilerplate_learner.h).
class Boilerplate {
 public:
  void add_source(std::uint64_t source) { by_source_.try_emplace(source); }
  void add_line(std::uint64_t source, std::uint64_t line) { by_source_[source].insert(line); }

  bool judges(std::uint64_t source) const { return by_source_.contains(source); }
  bool contains(std::uint64_t source, std::uint64_t line) const {
    const auto lines = by_source_.find(source);
    return lines != by_source_.end() && lines->second.contains(line);
  }

  // Those of an article's lines that are kept out of the index, ascending. Of an article that has
  // no other line, none is: there it is what the article says.
  std::vector<std::uint64_t> withheld_of(const ArticleLines& article) const;

  // Whether the article that `item` describes was indexed with other lines than it would be now.
  bool differs_from(const LinesItem& item) const;

 private:
  std::unordered_map<std::uint64_t, std::unordered_set<std::uint64_t>> by_source_;
};

// What of an article is indexed as its text: without these lines (ascending), and the abstract
// where there is no text.
std::string indexed_text(const Article& article, std::span<const std::uint64_t> withheld);

}  // namespace backfile
