// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/article.h"
#include "indexer/extract/news_hosts.h"
#include "indexer/format/html_tree.h"
#include "indexer/format/json_ld.h"

namespace backfile {

// What a page says about itself, before its text is looked for.
struct HtmlMetadata {
  Article article;  // All fields but text.
  JsonLd json_ld;
  std::string page_title;       // Content of the title element.
  NodeId h1 = 0;                // The headline's node, or 0.
  bool says_article = false;    // JSON-LD, og:type or an article element with a headline.
  bool lists_articles = false;  // It is a home page or the front of a section.
};

// In seconds since 1970.
struct PageMoments {
  std::int64_t now = 0;
  std::optional<std::int64_t> captured;  // When the page was fetched, if that is known.
};

// `url` is where the page was read from, or empty.
HtmlMetadata html_metadata(const HtmlTree& tree, std::string_view url, const PageMoments& moments,
                           const NewsHosts& hosts);

}  // namespace backfile
