// SPDX-License-Identifier: GPL-3.0-or-later
// Sitemaps (sitemaps.org) and Google's news sitemaps: they name pages and hold no text.
#include <string>

#include "indexer/format/format.h"
#include "indexer/format/xml_tree.h"

namespace backfile {

Error parse_sitemap(const RawDocument& document) {
  const Result<XmlTree> tree = XmlTree::parse(document.bytes, document.charset);
  if (!tree) return tree.error();
  if (tree->error()) return *tree->error();
  const std::size_t pages = tree->root().children({"url", "sitemap"}).size();
  return {ErrorCode::BadRecord,
          "a sitemap names pages (" + std::to_string(pages) +
              " here) and holds no articles; add the pages themselves, and name it with "
              "--sitemap to date them"};
}

}  // namespace backfile
