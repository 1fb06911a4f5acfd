// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/format/html_tree.h"
#include "indexer/format/json_ld.h"
#include "indexer/format/meta_tags.h"

namespace backfile {

struct PageAuthors {
  std::vector<std::string> names;
  std::string agency;       // An agency in the place of an author; its canonical short name.
  std::string_view origin;  // Of the names, and how far it can be trusted, in percent.
  std::uint8_t confidence = 0;
  std::string_view agency_origin;  // Empty without an agency.
};

// Who wrote the article: JSON-LD, meta elements, rel and itemprop author, elements named as
// bylines, in this order. `h1` is the headline's node or 0, `site_name` is no author.
PageAuthors page_authors(const HtmlTree& tree, const MetaTags& meta, const JsonLd& json_ld,
                         NodeId h1, std::string_view site_name);

}  // namespace backfile
