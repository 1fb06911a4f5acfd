// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/date_words.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "common/text.h"

namespace backfile {
namespace {

constexpr std::string_view kPublishedKeys[] = {"article:published_time",
                                               "og:published_time",
                                               "article:published",
                                               "og:article:published_time",
                                               "datepublished",
                                               "date.published",
                                               "dc.date.issued",
                                               "dcterms.issued",
                                               "dc.date.created",
                                               "dcterms.created",
                                               "dc.date",
                                               "dcterms.date",
                                               "dc.date.published",
                                               "parsely-pub-date",
                                               "sailthru.date",
                                               "cxenseparse:recs:publishtime",
                                               "cxenseparse:publishtime",
                                               "pubdate",
                                               "publishdate",
                                               "publish-date",
                                               "publish_date",
                                               "publication_date",
                                               "published_date",
                                               "published-date",
                                               "article.published",
                                               "article_date_original",
                                               "originalpublicationdate",
                                               "citation_publication_date",
                                               "citation_date",
                                               "citation_online_date",
                                               "datecreated",
                                               "date",
                                               "bt:pubdate",
                                               "published",
                                               "ptime",
                                               "pub_date",
                                               "displaydate",
                                               "created",
                                               "rnews:datepublished",
                                               "article.created"};

constexpr std::string_view kUpdatedKeys[] = {
    "article:modified_time", "og:updated_time",  "article:modified",
    "datemodified",          "dc.date.modified", "dcterms.modified",
    "dc.modified",           "last-modified",    "lastmod",
    "lastmodified",          "article.updated",  "revision_date"};

constexpr std::string_view kPublishedLabels[] = {"first published",
                                                 "published",
                                                 "posted",
                                                 "date:",
                                                 "publication date",
                                                 "publish date",
                                                 "date published",
                                                 "originally published",
                                                 "created",
                                                 "veröffentlicht",
                                                 "publicado",
                                                 "publié",
                                                 "pubblicato",
                                                 "gepubliceerd",
                                                 "опубликовано",
                                                 "erstellt am",
                                                 "stand:"};

constexpr std::string_view kUpdatedLabels[] = {
    "last updated", "updated",       "last modified", "modified",
    "last update",  "last reviewed", "reviewed",      "aktualisiert",
    "actualizado",  "mis à jour",    "aggiornato",    "atualizado",
    "bijgewerkt",   "обновлено",     "edited",        "this article was updated",
    "date modified"};

}  // namespace

std::span<const std::string_view> published_date_keys() { return kPublishedKeys; }
std::span<const std::string_view> updated_date_keys() { return kUpdatedKeys; }

bool has_published_label(std::string_view lower_line) {
  return std::any_of(
      std::begin(kPublishedLabels), std::end(kPublishedLabels),
      [&](std::string_view label) { return lower_line.find(label) != std::string_view::npos; });
}

std::size_t find_updated_label(std::string_view lower_line) {
  std::size_t first = lower_line.size();
  for (const std::string_view label : kUpdatedLabels) {
    first = std::min(first, lower_line.find(label));
  }
  return first;
}

bool is_date_label(std::string_view line) {
  if (line.size() > 40) return false;
  const std::string lower = ascii_lower(line);
  const auto opens = [&](std::string_view label) {
    return lower.starts_with(label) && lower.size() <= label.size() + 4;
  };
  return std::any_of(std::begin(kPublishedLabels), std::end(kPublishedLabels), opens) ||
         std::any_of(std::begin(kUpdatedLabels), std::end(kUpdatedLabels), opens);
}

}  // namespace backfile
