// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "common/article.h"
#include "common/date.h"
#include "indexer/extract/news_hosts.h"

namespace backfile {

// How a publisher writes dates: the meaning of its zone abbreviations and the order of its numeric
// dates. The hints live as long as `hosts`.

// By the host's row in the table, else by its country-code top-level domain. Nothing when neither
// says anything, as under .com.
std::optional<DateHints> date_hints_at(std::string_view host, const NewsHosts& hosts);

// By what an article says about its publisher: the source's domain, the host of its URL, that of
// its canonical URL; by the source's name only when there is no host at all.
std::optional<DateHints> date_hints_of(const Article& article, const NewsHosts& hosts);

}  // namespace backfile
