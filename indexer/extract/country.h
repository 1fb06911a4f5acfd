// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "common/article.h"
#include "indexer/extract/news_hosts.h"

namespace backfile {

// The country that a text names, as ISO 3166-1 alpha-2 in capitals: by its codes of two and three
// letters ("de", "DEU", also "UK"), or by its name in English, German, French, Spanish, Italian,
// Portuguese or Dutch, whatever its case and accents. Empty for anything else.
std::string country_code(std::string_view value);

// The country whose press publishes below the top-level domain of a host, in the small letters of
// news_hosts.tsv ("gb" for .uk); empty for .com and for domains that are sold as words (.tv, .io).
std::string_view country_of_ending(std::string_view host);

// The country of the source, as country_code of what is given; else, with its origin, that of the
// publisher's host in `hosts`, or of the host's top-level domain. The host is the source's domain,
// else that of the URL, else that of the canonical URL; without any, the source's name is looked
// up.
void complete_country(Article* article, const NewsHosts& hosts);

}  // namespace backfile
