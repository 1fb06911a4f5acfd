// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "common/article.h"
#include "common/clock.h"
#include "common/result.h"
#include "indexer/extract/news_hosts.h"

namespace backfile {

// Fills in what a format left open, each only when it is not known yet: place and agency (dateline,
// sign-off), source (from its name, else from the URL), its country (country.h), canonical URL, id,
// word count. A language that the record states is checked against the text, see language.h; when
// neither says it, the host's in `hosts` stands. An article that says of itself that it was
// corrected is Corrected. Cleans all text; datelines and sign-offs stay in it. Drops dates that
// cannot be: later than 48 hours after `now` (seconds since 1970), and the epoch itself in an
// article with a URL, where it is a zero that became a date. Idempotent. BadRecord when neither
// title nor text remains, unless the record takes back an article that it names by id or URL.
Result<Article> complete(Article article, const NewsHosts& hosts = NewsHosts::built_in(),
                         std::int64_t now = seconds_now());

// The stable identity of an article: the given id if it is 1 to 64 bytes of [A-Za-z0-9._~-], else
// 32 hexadecimal digits of XXH3-128 over the given id, else over the canonical URL, else over
// source, date and title, or the text where there is no title.
std::string article_id(const Article& article);

}  // namespace backfile
