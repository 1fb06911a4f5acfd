// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/result.h"

namespace backfile {

// What a sitemap tells of a page, as it stands there; all may be empty.
struct SitemapPage {
  std::string published;  // news:publication_date
  std::string changed;    // lastmod
  std::string title;
  std::string source;    // news:name
  std::string language;  // news:language
  std::string genres;    // news:genres, which Google no longer reads: "Opinion, Blog"
};

// The pages of sitemaps (sitemaps.org), with what news sitemaps tell of them.
class Sitemap {
 public:
  // Adds the pages of a sitemap. The addresses of other sitemaps, if it is an index of them.
  // BadRecord when it is neither, or when there would be more than kMostSitemapPages.
  Result<std::vector<std::string>> add(std::string_view bytes, std::string_view charset);

  // By any spelling of the page's address; null when no sitemap tells of it.
  const SitemapPage* find(std::string_view url) const;

  std::size_t size() const { return pages_.size(); }

 private:
  std::unordered_map<std::string, SitemapPage> pages_;  // By canonical URL.
};

inline constexpr std::size_t kMostSitemapPages = 2'000'000;

}  // namespace backfile
