// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/format/html_tree.h"
#include "indexer/format/json_ld.h"
#include "indexer/format/meta_tags.h"

namespace backfile {

// What a page says in a field, where it says so, and how far that can be trusted (percent).
struct PageValue {
  std::string value;  // Empty: nothing.
  std::string_view origin;
  std::uint8_t confidence = 0;
};

// The line below the headline: JSON-LD, itemprop, or an element named as standfirst, deck or
// subtitle near the headline's node `h1` (0: none).
PageValue page_subtitle(const HtmlTree& tree, const JsonLd& json_ld, NodeId h1,
                        std::string_view headline);

// JSON-LD, meta elements, the breadcrumb, else the first part of the address's path when that is
// the name of a section.
PageValue page_section(const MetaTags& meta, const JsonLd& json_ld, std::string_view url);

// The type of article (common/article_type.h) that JSON-LD or a meta element states; "og:type" does
// not, nor does a section.
PageValue page_type(const MetaTags& meta, const JsonLd& json_ld);

}  // namespace backfile
