// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/sitemap_pages.h"

#include <utility>

#include "common/url.h"
#include "indexer/format/xml_tree.h"

namespace backfile {

Result<std::vector<std::string>> Sitemap::add(std::string_view bytes, std::string_view charset) {
  const Result<XmlTree> tree = XmlTree::parse(bytes, charset);
  if (!tree) return tree.error();
  const XmlElement root = tree->root();
  std::vector<std::string> sitemaps;
  for (const XmlElement& sitemap : root.children({"sitemap"})) {
    sitemaps.push_back(sitemap.text_at("loc"));
  }
  if (root.name() != "urlset" && root.name() != "sitemapindex") {
    return Error{ErrorCode::BadRecord,
                 "no sitemap: its root element is <" + std::string(root.name()) + ">"};
  }
  for (const XmlElement& url : root.children({"url"})) {
    std::string key = canonical_url(url.text_at("loc"));
    if (key.empty()) continue;
    if (pages_.size() >= kMostSitemapPages) {
      return Error{ErrorCode::BadRecord,
                   "sitemaps with more than " + std::to_string(kMostSitemapPages) + " pages"};
    }
    const XmlElement news = url.find("news:news");
    pages_[std::move(key)] = {news.text_at("news:publication_date"),
                              url.text_at("lastmod"),
                              news.text_at("news:title"),
                              news.text_at("news:publication/news:name"),
                              news.text_at("news:publication/news:language"),
                              news.text_at("news:genres")};
  }
  return sitemaps;
}

const SitemapPage* Sitemap::find(std::string_view url) const {
  const auto page = pages_.find(canonical_url(url));
  return page == pages_.end() ? nullptr : &page->second;
}

}  // namespace backfile
