// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/article_lines.h"

#include <algorithm>

#include "common/hash.h"
#include "common/text.h"

namespace backfile {
namespace {

std::uint64_t hash39(std::string_view bytes) { return hash_number(bytes) & kLineMask; }

void append_number(std::uint64_t number, std::string* bytes) {
  for (std::size_t b = 0; b < kLineBytes; ++b) {
    bytes->push_back(static_cast<char>(number >> (8 * b) & 0xff));
  }
}

}  // namespace

std::uint64_t line_hash(std::string_view line) { return hash39(trim(line)); }

std::uint64_t source_hash(std::string_view source_id) {
  return source_id.empty() ? 0 : std::max<std::uint64_t>(1, hash39(source_id));
}

ArticleLines lines_of(const Article& article) {
  ArticleLines found;
  found.source = source_hash(article.source.id);
  if (found.source == 0) return found;
  for (const std::string_view line : split_lines(article.text)) {
    if (!trim(line).empty()) found.lines.push_back(line_hash(line));
  }
  std::ranges::sort(found.lines);
  const auto repeated = std::ranges::unique(found.lines);
  found.lines.erase(repeated.begin(), repeated.end());
  return found;
}

std::string lines_item(const ArticleLines& lines, std::span<const std::uint64_t> withheld) {
  std::string item;
  if (lines.source == 0) return item;
  append_number(lines.source << 1, &item);
  for (const std::uint64_t line : lines.lines) {
    append_number(line << 1 | (std::ranges::binary_search(withheld, line) ? 1 : 0), &item);
  }
  return item;
}

}  // namespace backfile
