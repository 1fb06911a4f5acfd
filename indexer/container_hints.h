// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "common/article.h"
#include "indexer/extract/news_hosts.h"
#include "indexer/format/sitemap_pages.h"
#include "indexer/input/raw_document.h"

namespace backfile {

// Fills in what the record itself left open and its container knows: id, title, source and date. A
// date from a container has the date_source "container".
void apply_hints(const RawDocument& document, const NewsHosts& hosts, Article* article);

// The same with what a sitemap tells of the article's page. Such a date has the date_source
// "sitemap".
void apply_sitemap(const Sitemap& sitemap, const NewsHosts& hosts, Article* article);

// The moment after which nothing in the record can have happened, in seconds since 1970: when it
// was fetched, else now.
std::int64_t latest_moment(const RawDocument& document);

}  // namespace backfile
