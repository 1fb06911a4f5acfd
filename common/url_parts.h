// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backfile {

// The parts of an http(s) URL as they stand. Views into the URL.
struct UrlParts {
  std::string_view authority;
  std::string_view path;      // With its "/"; may be empty.
  std::string_view query;     // Without "?".
  std::string_view fragment;  // Without "#".
};

// Without an authority when `url` is not http(s).
UrlParts split_url(std::string_view url);

// Lower-case host of an authority without user and default port; other ports name another site and
// stay. Names in other scripts are in their ASCII form ("xn--..."). Empty for what is no host, or
// has no number for a port.
std::string normal_host(std::string_view authority);

// What a page's copy in a web archive or in a cache of AMP pages is a copy of, else the URL itself.
// One layer: it may be a copy again.
std::string unwrapped_url(std::string_view url);  // url_wrappers.cpp

// The query without parameters that say how a reader came to the page, the others sorted, with "?"
// before them; empty when none is left.
std::string normal_query(std::string_view query);  // url_query.cpp

// RFC 3986, 6.2.2: %7E and ~ are the same; other escapes are written in capitals, and bytes that
// must be escaped are.
std::string normal_escapes(std::string_view text);

}  // namespace backfile
