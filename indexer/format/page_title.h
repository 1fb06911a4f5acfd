// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/format/html_tree.h"
#include "indexer/format/json_ld.h"
#include "indexer/format/meta_tags.h"

namespace backfile {

struct PageTitle {
  std::string headline;         // Of the article; may be empty.
  std::string whole;            // Content of the title element.
  std::string site;             // The part of the title element that names the site; may be empty.
  std::string_view origin;      // Of the headline: "heading", "json-ld", "meta" or "title".
  std::uint8_t confidence = 0;  // Percent.
  NodeId h1 = 0;  // The h1 that the headline is taken from; 0 if it is from elsewhere.
};

// The headline is the h1 that shares most with og:title and the title element, else the headline
// of JSON-LD, else og:title, else the title element without its last part.
PageTitle page_title(const HtmlTree& tree, const MetaTags& meta, const JsonLd& json_ld,
                     std::string_view site_name);

}  // namespace backfile
