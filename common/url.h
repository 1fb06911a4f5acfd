// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backfile {

// Lower-case host of an http(s) URL without port, user and a leading "www."; empty if there is
// none.
std::string host_of(std::string_view url);

// The same article under one spelling, for identity and not for display: without scheme, "www.",
// "m.", "mobile." and "amp." hosts, default ports, fragments, tracking parameters (utm_*, fbclid,
// ...), AMP and index-page suffixes and trailing slashes; the rest of the query sorted. Web-archive
// prefixes are unwrapped. Empty if `url` is not http(s). Rules: docs/formats.md, "Identity".
std::string canonical_url(std::string_view url);

bool is_http_url(std::string_view url);

}  // namespace backfile
