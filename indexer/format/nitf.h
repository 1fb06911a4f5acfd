// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/article.h"
#include "indexer/extract/news_hosts.h"
#include "indexer/format/xml_tree.h"

namespace backfile {

// Reads an <nitf> element, as a document of its own or inside of NewsML and ninjs, into an article.
// What the article holds already stays.
void read_nitf(const XmlElement& nitf, const NewsHosts& hosts, Article* article);

}  // namespace backfile
