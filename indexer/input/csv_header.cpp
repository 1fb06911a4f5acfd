// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/csv_header.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "common/text.h"

namespace backfile {
namespace {

constexpr std::size_t kLongestName = 64;

// What exports call the fields that make an article.
constexpr std::array<std::string_view, 12> kContent = {
    "title",    "headline", "heading",      "text",  "body",     "content",
    "maintext", "article",  "article_text", "story", "fulltext", "full_text"};
constexpr std::array<std::string_view, 22> kOthers = {
    "url",     "link",     "date",         "published",   "publish_date", "publication_date",
    "author",  "authors",  "byline",       "source",      "publication",  "publisher",
    "section", "category", "id",           "description", "summary",      "language",
    "domain",  "keywords", "date_publish", "published_at"};

std::vector<std::string> names_in(std::string_view header, char delimiter) {
  std::vector<std::string> names;
  for (;;) {
    const std::size_t end = header.find(delimiter);
    std::string_view name = trim(header.substr(0, end));
    if (name.size() >= 2 && name.starts_with('"') && name.ends_with('"')) {
      name = name.substr(1, name.size() - 2);
    }
    names.push_back(ascii_lower(name));
    if (end == std::string_view::npos) return names;
    header.remove_prefix(end + 1);
  }
}

template <typename Known>
std::ptrdiff_t count_of(const std::vector<std::string>& names, const Known& known) {
  return std::count_if(names.begin(), names.end(), [&known](const std::string& name) {
    return std::find(known.begin(), known.end(), name) != known.end();
  });
}

bool is_header(const std::vector<std::string>& names, bool called_table) {
  if (names.size() < 2) return false;
  if (std::any_of(names.begin(), names.end(),
                  [](const std::string& name) { return name.size() > kLongestName; })) {
    return false;
  }
  const std::ptrdiff_t contents = count_of(names, kContent);
  return called_table || (contents > 0 && contents + count_of(names, kOthers) >= 2);
}

}  // namespace

std::optional<char> csv_delimiter(std::string_view header, bool called_table) {
  for (const char delimiter : {',', '\t', ';', '|'}) {
    if (is_header(names_in(header, delimiter), called_table)) return delimiter;
  }
  return std::nullopt;
}

}  // namespace backfile
