// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/source_names.h"

#include "common/ascii.h"
#include "common/text.h"
#include "common/url.h"

namespace backfile {

Source source_named(std::string_view name, const NewsHosts& hosts) {
  Source source;
  source.name = collapse_blanks(name);
  if (const NewsHost* row = hosts.find_named(name)) source.domain = row->host;
  source.id = source.domain.empty() ? source_slug(name) : source.domain;
  return source;
}

Source source_at(std::string_view host, const NewsHosts& hosts) {
  Source source{std::string(host), std::string(host), std::string(host)};
  if (const NewsHost* row = hosts.find_host(host)) source.name = row->name;
  return source;
}

std::string canonical_host(const Article& article) {
  const std::string& url = article.canonical_url;
  return is_http_url(url) ? host_of(url) : url.substr(0, url.find('/'));
}

std::string source_slug(std::string_view name) {
  std::string slug;
  for (const char c : fold(name)) {
    const bool letter = is_small(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
    if (letter) {
      slug += c;
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
  }
  while (slug.ends_with('-')) slug.pop_back();
  return slug;
}

}  // namespace backfile
