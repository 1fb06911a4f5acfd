// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "common/article.h"
#include "indexer/extract/news_hosts.h"

namespace backfile {

// A publisher by name only: with its domain if we know the name, and with the domain, else the
// name folded to a slug, as its id.
Source source_named(std::string_view name, const NewsHosts& hosts);

// A publisher by host only: with its name if we know the host, else the host itself for a name.
Source source_at(std::string_view host, const NewsHosts& hosts);

// The host of the canonical URL, which may stand without its scheme; empty if there is none.
std::string canonical_host(const Article& article);

// "Süddeutsche  Zeitung" to "suddeutsche-zeitung".
std::string source_slug(std::string_view name);

}  // namespace backfile
