// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backfile {

// Lower-case host of an http(s) URL without port, user and a leading "www."; empty if there is
// none.
std::string host_of(std::string_view url);

// The part of a host that somebody has registered: "ft.com" of "markets.ft.com", "bbc.co.uk" of
// "news.bbc.co.uk" (publicsuffix.org). Empty for a public suffix itself and for addresses in
// numbers.
std::string registrable_domain(std::string_view host);

// The same article under one spelling, for identity and not for display: without scheme, "www.",
// "m.", "mobile." and "amp." hosts, default ports, fragments, tracking parameters (utm_*, fbclid,
// ...), AMP and index-page suffixes and trailing slashes; the rest of the query sorted. Copies in
// web archives and AMP caches are unwrapped. Empty if `url` is not http(s). Rules: docs/formats.md,
// "Identity". Stored in archives: other rules make other ids.
std::string canonical_url(std::string_view url);

// When a web archive took the copy that a URL leads to ("/web/20160131120000/http..."), as ISO
// 8601; else empty.
std::string captured_in_url(std::string_view url);

bool is_http_url(std::string_view url);

}  // namespace backfile
