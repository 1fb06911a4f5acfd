// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
  std::string page_title;     // Content of the title element.
  NodeId h1 = 0;              // The headline's node, or 0.
  bool says_article = false;  // JSON-LD, og:type or an article element with a headline.
};

// `url` is where the page was read from, or empty; `now` seconds since 1970.
HtmlMetadata html_metadata(const HtmlTree& tree, std::string_view url, std::int64_t now,
                           const NewsHosts& hosts);

}  // namespace backfile
