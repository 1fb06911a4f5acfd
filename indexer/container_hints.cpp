// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/container_hints.h"

#include <algorithm>
#include <optional>

#include "common/article_type.h"
#include "common/clock.h"
#include "common/date.h"
#include "common/url.h"
#include "indexer/extract/date_hints.h"
#include "indexer/extract/source_names.h"

namespace backfile {
namespace {

// 1990-01-01. No crawler is older; earlier captures are clocks that stood wrong.
constexpr std::int64_t kFirstCapture = 631152000;

bool is_host(std::string_view name) {
  return name.find('.') != std::string_view::npos && name.find(' ') == std::string_view::npos;
}

void fill_source(const std::string& name, const NewsHosts& hosts, Article* article) {
  Source& source = article->source;
  if (name.empty() || !source.name.empty() || !source.domain.empty()) return;
  source = is_host(name) ? source_at(name, hosts) : source_named(name, hosts);
}

DateHints reading_of(const Article& article, const NewsHosts& hosts) {
  return date_hints_of(article, hosts).value_or(DateHints());
}

void fill_published(const std::string& date, std::string_view from, const NewsHosts& hosts,
                    Article* article) {
  if (article->published || date.empty()) return;
  article->published = parse_date(date, reading_of(*article, hosts));
  if (article->published) article->date_source = from;
}

}  // namespace

void apply_hints(const RawDocument& document, const NewsHosts& hosts, Article* article) {
  const RecordHints& hints = document.hints;
  if (article->title.empty()) article->title = hints.title;
  fill_source(hints.source, hosts, article);
  if (article->id.empty() && article->url.empty() && article->canonical_url.empty()) {
    article->id = hints.id;
  }
  fill_published(hints.published, "container", hosts, article);
}

void apply_sitemap(const Sitemap& sitemap, const NewsHosts& hosts, Article* article) {
  const SitemapPage* page = sitemap.find(article->url);
  if (page == nullptr) page = sitemap.find(article->canonical_url);
  if (page == nullptr) return;
  if (article->title.empty()) article->title = page->title;
  if (article->language.empty()) article->language = page->language.substr(0, 2);
  if (article->type.empty()) {
    article->type = article_type_named(page->genres);
    if (!article->type.empty()) set_origin(article, "type", "sitemap", 90);
  }
  fill_source(page->source, hosts, article);
  fill_published(page->published, "sitemap", hosts, article);
  if (!article->updated) article->updated = parse_date(page->changed, reading_of(*article, hosts));
}

std::int64_t latest_moment(const RawDocument& document) {
  const std::int64_t now = seconds_now();
  // A page that was saved from a web archive is older than its file.
  const std::string stamp = captured_in_url(document.url);
  const std::optional<Timestamp> captured =
      parse_iso_date(stamp.empty() ? document.hints.captured : stamp);
  if (!captured || captured->seconds < kFirstCapture) return now;
  return std::min(now, captured->seconds);
}

}  // namespace backfile
